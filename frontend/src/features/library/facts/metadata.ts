import { text } from "../../../ui/text";

/** Facts by name, out of JSON that is as free as cameras and encoders are. */
export type Metadata = Readonly<Record<string, unknown>>;

const words = text.facts;

export const wordOf = (value: unknown): string | null => {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value.trim() ? value.trim() : null;
};

/** A number, also where it was kept as text. */
export function numberOf(value: unknown): number | null {
  const found = typeof value === "string" && value.trim() ? Number(value) : value;
  return typeof found === "number" && Number.isFinite(found) ? found : null;
}

export const listOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(wordOf).filter((one) => one !== null);

/** At most `digits` behind the point, and none that are 0. */
export const short = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** Maker and model; the maker once, where the model already begins with it. */
export function camera(metadata: Metadata): string | null {
  const maker = wordOf(metadata["camera_make"]);
  const model = wordOf(metadata["camera_model"]);
  if (!maker || !model) return model ?? maker;
  const brand = maker.split(" ")[0] ?? maker;
  return model.toLowerCase().startsWith(brand.toLowerCase()) ? model : `${maker} ${model}`;
}

/** `1/250 s`, `0.5 s`, `30 s`. */
export function shutter(value: unknown): string | null {
  const seconds = numberOf(value);
  if (seconds === null) return wordOf(value);
  if (seconds <= 0) return null;
  return seconds < 0.3 ? `1/${Math.round(1 / seconds)} s` : `${short(seconds, 1)} s`;
}

export const aperture = (value: unknown) => positive(value, (number) => `f/${short(number, 1)}`);
export const millimetres = (value: unknown) => positive(value, (number) => `${short(number, 1)} mm`);

export function focalLength(metadata: Metadata): string | null {
  const length = millimetres(metadata["focal_length"]);
  const film = millimetres(metadata["focal_length_35mm"]);
  return length && film && length !== film ? words.focalOnFilm(length, film) : (length ?? film);
}

/** Whether it fired; EXIF keeps that in the lowest bit of its number. */
export function flash(value: unknown): string | null {
  if (typeof value === "boolean") return value ? words.fired : words.notFired;
  if (typeof value === "number") return value & 1 ? words.fired : words.notFired;
  return wordOf(value);
}

/** `23.976 fps`, also of a fraction such as `24000/1001`. */
export function frameRate(value: unknown): string | null {
  const [above, below] = typeof value === "string" ? value.split("/").map(Number) : [];
  const rate = above && below ? above / below : value;
  return positive(rate, (number) => words.fps(short(number, 3)));
}

const RANGES: Record<string, string> = { hlg: "HLG", "arib-std-b67": "HLG", pq: "PQ", smpte2084: "PQ", hdr10: "HDR10", "hdr10+": "HDR10+", dolby_vision: "Dolby Vision" };

export function range(value: unknown): string | null {
  if (value === true) return words.range("");
  const name = wordOf(value);
  return name && name !== "sdr" ? words.range(RANGES[name.toLowerCase()] ?? name) : null;
}

/** `128 kbit/s`, `4.2 Mbit/s`. */
export const bitRate = (value: unknown) =>
  positive(value, (bits) => (bits >= 999_500 ? `${short(bits / 1e6, 1)} Mbit/s` : `${Math.round(bits / 1000)} kbit/s`));

/** `48 kHz stereo`. */
export function sampling(metadata: Metadata): string | null {
  const rate = positive(metadata["sample_rate"], (hertz) => `${short(hertz / 1000, 2)} kHz`);
  const channels = positive(metadata["channels"], words.channels);
  return [rate, channels].filter(Boolean).join(" ") || null;
}

/** With the sign that typography has for less than nothing. */
export function loudness(value: unknown): string | null {
  const level = numberOf(value);
  return level === null ? null : words.lufs(short(level, 1).replace("-", "−"));
}

export function language(value: unknown): string | null {
  const code = wordOf(value);
  if (!code || code === "und") return null;
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

function positive(value: unknown, say: (number: number) => string): string | null {
  const number = numberOf(value);
  return number !== null && number > 0 ? say(number) : null;
}
