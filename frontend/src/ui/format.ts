import { number } from "./text/common";

/** A place in time, or a stretch of it, as `1:42` or `1:02:03`, to the nearest second. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, index) => (index ? String(part).padStart(2, "0") : part)).join(":");
}

/** How long a film or recording is, in the same way; what is short is not nothing. */
export const runtime = (seconds: number) => clock(seconds > 0 ? Math.max(1, seconds) : 0);

/** Whether whole seconds are too coarse for a film or recording of this length. */
export const isShort = (duration: number) => duration < 20;

/** A short time in tenths: `4.9 s`. */
export const tenths = (seconds: number) => `${seconds.toFixed(1)} s`;

/** Bytes with a decimal prefix: `4.2 MB`. */
export function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let size = value;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit && size < 9.95 ? size.toFixed(1) : number(Math.round(size))} ${units[unit]}`;
}

const days = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const daysOfYears = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const moments = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

/** `Saturday 14 November`, with the year where it is not this one. */
export function dayName(date: Date): string {
  return (date.getFullYear() === new Date().getFullYear() ? days : daysOfYears).format(date).replace(",", "");
}

export function moment(iso: string): string {
  return moments.format(new Date(iso));
}

/** A camera's wall clock, which has no zone: shown as it was set, with the offset where the file states one. */
export function wallClock(stamp: string): string {
  const [, date = "", offset = ""] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(.*)$/.exec(stamp) ?? [];
  return date ? `${moment(date)}${offset && ` (${offset})`}` : stamp;
}
