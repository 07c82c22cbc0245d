import { expect, test } from "vitest";
import { typeWord } from "./file";

test.each([
  ["application/pdf", "PDF"],
  ["audio/mpeg", "MP3"],
  ["video/mpeg", "MPG"],
  ["application/vnd.ms-word.document.macroEnabled.12", "DOCM"],
  ["application/vnd.oasis.opendocument.text-template", "OTT"],
  ["application/x-unheard", "UNHEARD"],
])("%s is called %s on a tile", (fileType, word) => {
  expect(typeWord(fileType)).toBe(word);
});
