/** The names by which the app calls the generated types. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Me = Schemas["Me"];
export type Person = NonNullable<Me["user"]>;
export type UserBrief = Schemas["UserBrief"];
export type Role = Schemas["RoleEnum"];
export type Namespace = Schemas["Namespace"];
export type NamespaceBrief = Schemas["NamespaceBrief"];
export type Membership = Schemas["Membership"];
export type ApiKey = Schemas["ApiKey"];
export type ApiKeyCreated = Schemas["ApiKeyCreated"];

export type MediaFile = Schemas["MediaFile"];
export type MediaFileDetail = Schemas["MediaFileDetail"];
/** A drawing of a file or of one of its pages. */
export type Picture = Schemas["Thumbnail"];
export type CropPreset = Schemas["Crop"];
export type Playback = Schemas["Playback"];
export type Renditions = Schemas["Renditions"];
/** Frames of a film in one picture, row by row, one every `interval` seconds. */
export type Scrub = Schemas["Scrub"];
export type FoundText = Schemas["Text"];
export type FileVersion = Schemas["FileVersion"];
export type Kind = Schemas["KindEnum"];
export type Status = Schemas["StatusEnum"];
export type Tag = Schemas["Tag"];
export type Collection = Schemas["Collection"];
export type Suggestion = Schemas["Suggestion"];
export type Usage = Schemas["Usage"];
export type UsagePlace = Schemas["UsagePlace"];
export type BulkAnswer = Schemas["BulkAnswer"];

/** A page whose widgets may be of any type: the server's registry grows without the app. */
export type Page = Omit<Schemas["Page"], "content"> & {
  readonly content: Record<string, (Omit<Schemas["PlacedWidget"], "type"> & { type: string })[]>;
};
export type PageRow = Schemas["PageRow"];
export type PageVersionRow = Schemas["PageVersionRow"];
export type WidgetType = Schemas["WidgetType"];
export type Layout = Schemas["Layout"];

/** A list with a count, by `page`. */
export interface Paginated<T> {
  count: number;
  count_is_exact: boolean;
  next: string | null;
  previous: string | null;
  results: T[];
}

/** A list without a count, by `cursor`. */
export type KeysetPage<T> = Pick<Paginated<T>, "next" | "previous" | "results">;
