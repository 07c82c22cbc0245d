import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { Upload, UploadState } from "./queue";
import { useSpeed } from "./useSpeed";

const upload = (state: UploadState, sent: number): Upload => ({ key: "one", source: new File([], "one.jpg"), target: { namespace: "museum" }, state, sent });
const second = () => act(() => vi.advanceTimersByTime(1000));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("tells no speed while a file only waits for the connection", () => {
  const { result, rerender } = renderHook(({ uploads }) => useSpeed(uploads), { initialProps: { uploads: [upload("sending", 0)] } });
  rerender({ uploads: [upload("sending", 4000)] });
  second();
  expect(result.current).toBe(4000);
  rerender({ uploads: [upload("ready", 0)] });
  expect(result.current).toBe(0);
  second();
  expect(result.current).toBe(0);
});
