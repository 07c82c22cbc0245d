import { screen } from "@testing-library/react";

import { makeFile } from "./makers";
import { makePage, pageWorld } from "./pages";
import { openApp } from "./render";
import { world } from "./world";

const empty = { media: null, alt_text: "", decorative: false, caption: "" };

/** A page whose one widget, a picture, is open in the settings. */
export async function openImage(config: object = {}) {
  pageWorld.pages = [makePage("Harbour", { content: { main: [{ id: "i", type: "image", config: { ...empty, ...config } }] } })];
  const app = openApp(`/museum/pages/${pageWorld.pages[0]?.id}?widget=i`);
  const field = await screen.findByRole("group", { name: "Picture" });
  return { ...app, field };
}

/** The same with a widget of several pictures, as its type's schema asks for. */
export async function openGallery(pictures: object[] = [], most = 3) {
  pageWorld.types = [
    {
      type: "gallery",
      label: "Gallery",
      description: "Pictures side by side.",
      schema: { properties: { pictures: { type: "array", title: "Pictures", default: [], maxItems: most, ui: { control: "media", kinds: ["image"] } } } },
    },
  ];
  pageWorld.pages = [makePage("Harbour", { content: { main: [{ id: "g", type: "gallery", config: { pictures } }] } })];
  const app = openApp(`/museum/pages/${pageWorld.pages[0]?.id}?widget=g`);
  const field = await screen.findByRole("group", { name: "Pictures" });
  return { ...app, field };
}

export const picker = () => screen.findByRole("dialog");
export const cell = (name: RegExp | string) => screen.findByRole("gridcell", { name });
export const saved = () => pageWorld.saves.at(-1)?.content?.["main"]?.[0]?.config;
export const three = () => (world.files = ["Pine avenue", "Wisteria", "Aloe", "Fjord"].map((title) => makeFile({ title })));
