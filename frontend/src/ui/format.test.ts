import { expect, it } from "vitest";

import { clock, runtime, tenths } from "./format";

it.each([
  [0, "0:00"],
  [0.3, "0:01"],
  [1.93, "0:02"],
  [4.97, "0:05"],
  [64.4, "1:04"],
  [3599.6, "1:00:00"],
])("a film of %s seconds is %s long", (seconds, said) => {
  expect(runtime(seconds)).toBe(said);
});

it("says of a place the nearest second, or the tenth", () => {
  expect(clock(0.3)).toBe("0:00");
  expect(clock(61.5)).toBe("1:02");
  expect(tenths(1.16)).toBe("1.2 s");
});
