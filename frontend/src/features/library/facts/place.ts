import type { MediaFileDetail } from "../../../api/types";

export type Place = NonNullable<MediaFileDetail["location"]>;

export const decimal = ({ latitude, longitude }: Place) => `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;

/** `52° 5′ 15.3″ N, 4° 18′ 0.0″ E` */
export const degrees = ({ latitude, longitude }: Place) => `${angle(latitude, "N", "S")}, ${angle(longitude, "E", "W")}`;

function angle(value: number, positive: string, negative: string): string {
  // Rounded once, in tenths of a second: 59.97″ must not become 60.0″.
  const tenths = Math.round(Math.abs(value) * 36_000);
  const [whole, minutes, seconds] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60, (tenths % 600) / 10];
  return `${whole}° ${minutes}′ ${seconds.toFixed(1)}″ ${value < 0 ? negative : positive}`;
}

export const geoAddress = ({ latitude, longitude }: Place) => `geo:${latitude},${longitude}`;

export const mapAddress = ({ latitude, longitude }: Place) =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=14/${latitude}/${longitude}`;
