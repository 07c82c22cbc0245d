import type { MediaFileDetail } from "../../../api/types";
import { bytes, isShort, moment, runtime, tenths, wallClock } from "../../../ui/format";
import { text } from "../../../ui/text";
import * as say from "./metadata";
import { decimal, degrees } from "./place";

export type GroupName = keyof typeof text.facts.groups;

export interface Fact {
  name: string;
  value: string;
  /** Drawn in the face of code, since it is compared rather than read. */
  code?: boolean;
  /** The same to the letter, for whoever points at it. */
  exact?: string;
}

export interface Group {
  name: GroupName;
  facts: Fact[];
}

type Row = [name: string, value: string | number | null | false | undefined, more?: Pick<Fact, "code" | "exact">];

const words = text.facts;
const { wordOf, listOf, numberOf } = say;
const yesNo = (value: unknown) => (typeof value === "boolean" ? (value ? words.yes : words.no) : null);
const date = (value: unknown) => {
  const iso = wordOf(value);
  return iso && (/^\d{4}-\d\d-\d\dT/.test(iso) ? wallClock(iso) : iso);
};

// There is room for tenths.
const lengthOf = (seconds: number) => (seconds > 0 && isShort(seconds) ? tenths(Math.max(0.1, seconds)) : runtime(seconds));

function fileRows(file: MediaFileDetail): Row[] {
  const { metadata } = file;
  const by = file.uploaded_by?.display_name || file.uploaded_by?.username;
  const uploaded = moment(file.created_at);
  const frames = numberOf(metadata["frames"]);
  // Those of a document stand with its words.
  const pages = file.kind === "image" ? numberOf(metadata["pages"]) : null;
  return [
    [words.filename, file.original_filename],
    [words.type, text.fileTypes[file.file_type] ?? file.file_type, { exact: file.file_type }],
    [words.size, bytes(file.file_size)],
    [words.dimensions, file.width && file.height && words.pixels(file.width, file.height)],
    [words.duration, file.duration !== null && lengthOf(file.duration)],
    [words.pages, pages !== null && pages > 1 && pages],
    [words.frames, frames !== null && frames > 1 && frames],
    [words.colours, wordOf(metadata["color_space"])],
    [words.profile, wordOf(metadata["color_profile"])],
    [words.depth, wordOf(metadata["bit_depth"])],
    [words.alpha, yesNo(metadata["has_alpha"])],
    [words.uploaded, by ? words.uploadedBy(uploaded, by) : uploaded],
    ...(fromCamera(file) ? [] : [takenRow(file), softwareRow(file)]),
    [words.checksum, file.checksum, { code: true }],
  ];
}

const fromCamera = ({ metadata }: MediaFileDetail) => Boolean(say.camera(metadata) ?? wordOf(metadata["lens"]));

// When and by what it was made: of a camera, or of the file where no camera is known.
const takenRow = ({ kind, taken_at }: MediaFileDetail): Row => [kind === "audio" ? words.recorded : words.taken, taken_at && wallClock(taken_at)];
const softwareRow = ({ metadata }: MediaFileDetail): Row => [words.software, wordOf(metadata["software"])];

function cameraRows(file: MediaFileDetail): Row[] {
  if (!fromCamera(file)) return [];
  const { metadata } = file;
  return [takenRow(file), [words.camera, say.camera(metadata)], [words.lens, wordOf(metadata["lens"])], softwareRow(file)];
}

const exposureRows = ({ metadata }: MediaFileDetail): Row[] => [
  [words.time, say.shutter(metadata["exposure_time"])],
  [words.aperture, say.aperture(metadata["f_number"])],
  [words.iso, wordOf(metadata["iso"])],
  [words.focal, say.focalLength(metadata)],
  [words.flash, say.flash(metadata["flash"])],
];

function placeRows({ location: place }: MediaFileDetail): Row[] {
  if (!place) return [];
  const { altitude } = place;
  return [
    [words.coordinates, decimal(place)],
    [words.degrees, degrees(place)],
    [words.altitude, altitude !== null && (altitude < 0 ? words.below(altitude) : words.metres(altitude))],
  ];
}

/** Those of a recording and of a document stand with its sound and with its pages. */
const hasOwnWords = ({ kind }: MediaFileDetail) => kind === "audio" || kind === "document";

const descriptionRows = (file: MediaFileDetail): Row[] => [
  [words.title, !hasOwnWords(file) && wordOf(file.metadata["title"])],
  [words.caption, !hasOwnWords(file) && wordOf(file.metadata["caption"])],
  [words.keywords, file.kind !== "document" && listOf(file.metadata["keywords"]).join(", ")],
];

const rightsRows = (file: MediaFileDetail): Row[] => [
  [words.author, !hasOwnWords(file) && wordOf(file.metadata["author"])],
  [words.credit, wordOf(file.metadata["credit"])],
  [words.copyright, wordOf(file.metadata["copyright"])],
];

function filmRows({ metadata, kind }: MediaFileDetail): Row[] {
  if (kind !== "video") return [];
  const turned = numberOf(metadata["rotation"]);
  const tracks = numberOf(metadata["audio_tracks"]);
  return [
    [words.container, wordOf(metadata["container"])],
    [words.codec, wordOf(metadata["codec"])],
    [words.rate, say.frameRate(metadata["frame_rate"])],
    [words.hdr, say.range(metadata["hdr"])],
    [words.rotation, turned !== null && turned !== 0 && words.turned(turned)],
    [words.bitRate, say.bitRate(metadata["bit_rate"])],
    [words.tracks, metadata["has_audio"] === false ? words.silent : tracks !== null && tracks > 1 && tracks],
    ...streamRows(metadata["streams"]),
  ];
}

function streamRows(streams: unknown): Row[] {
  if (!Array.isArray(streams)) return [];
  return streams.flatMap((stream: unknown, at): Row[] => {
    if (typeof stream !== "object" || stream === null) return [];
    const one = stream as say.Metadata;
    const kind = wordOf(one["kind"]) ?? "data";
    const parts = [wordOf(one["codec"]), say.language(one["language"]), say.sampling(one), say.frameRate(one["frame_rate"]), say.bitRate(one["bit_rate"])];
    return [[words.stream(at + 1, words.streams[kind] ?? kind), parts.filter(Boolean).join(" · ") || words.streamUnknown]];
  });
}

function soundRows({ metadata, kind }: MediaFileDetail): Row[] {
  const own = kind === "audio";
  if (!own && kind !== "video") return [];
  return [
    [words.title, own && wordOf(metadata["title"])],
    [words.artist, wordOf(metadata["artist"]) ?? (own ? wordOf(metadata["author"]) : null)],
    [words.album, wordOf(metadata["album"])],
    [words.albumArtist, wordOf(metadata["album_artist"])],
    [words.track, wordOf(metadata["track"])],
    [words.disc, wordOf(metadata["disc"])],
    [words.year, wordOf(metadata["year"])],
    [words.genre, wordOf(metadata["genre"])],
    [words.comment, own && wordOf(metadata["caption"])],
    [words.composer, wordOf(metadata["composer"])],
    [words.codec, own && wordOf(metadata["codec"])],
    [words.sampling, say.sampling(metadata)],
    [words.bitRate, own && say.bitRate(metadata["bit_rate"])],
    [words.loudness, say.loudness(metadata["loudness"])],
  ];
}

/** What the program in which it was made calls its pages. */
const leaves = (fileType: string) => {
  if (/spreadsheet|ms-excel/.test(fileType)) return words.sheets;
  return /presentation|powerpoint/.test(fileType) ? words.slides : words.pages;
};

function documentRows({ metadata, kind, file_type }: MediaFileDetail): Row[] {
  if (kind !== "document") return [];
  const [rows, columns] = [numberOf(metadata["rows"]), numberOf(metadata["columns"])];
  return [
    [words.title, wordOf(metadata["title"])],
    [words.author, wordOf(metadata["author"])],
    [words.description, wordOf(metadata["caption"])],
    [leaves(file_type), wordOf(metadata["pages"])],
    [words.table, words.rowsAndColumns(rows, columns)],
    [words.language, say.language(metadata["language"])],
    [words.keywords, listOf(metadata["keywords"]).join(", ")],
    [words.created, date(metadata["created"])],
    [words.modified, date(metadata["modified"])],
    [words.attachments, listOf(metadata["attachments"]).join(", ")],
    [words.locked, metadata["encrypted"] === true && words.needsPassword],
  ];
}

const readers: [GroupName, (file: MediaFileDetail) => Row[]][] = [
  ["camera", cameraRows],
  ["exposure", exposureRows],
  ["place", placeRows],
  ["description", descriptionRows],
  ["rights", rightsRows],
  ["film", filmRows],
  ["sound", soundRows],
  ["document", documentRows],
  ["file", fileRows],
];

/** What is known of the file, in groups that have something to say. */
export function groupsOf(file: MediaFileDetail): Group[] {
  return readers.flatMap(([name, read]) => {
    const facts = read(file).flatMap(([label, value, more]): Fact[] => (value ? [{ name: label, value: String(value), ...more }] : []));
    return facts.length > 0 ? [{ name, facts }] : [];
  });
}
