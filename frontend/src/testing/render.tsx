import { render } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import { createMemoryRouter, RouterProvider } from "react-router";

import { createQueryClient } from "../api/queryClient";
import { Providers } from "../app/Providers";
import { routes } from "../app/routes";

/** Gives the test browser the width of a desk's window, where nothing folds, or another. */
export function atDesk(width = 1440) {
  const { happyDOM } = window as unknown as { happyDOM: { setViewport: (size: { width: number; height: number }) => void } };
  happyDOM.setViewport({ width, height: 900 });
}

/**
 * Opens the whole app at an address below `/app`, as a person with a keyboard and a mouse. What lies over what cannot be
 * asked of a test browser that lays nothing out.
 */
export function openApp(address: string) {
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retry: false } });
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  const view = render(
    <Providers client={client}>
      <RouterProvider router={router} />
    </Providers>,
  );
  return { ...view, client, router, user: userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never }) };
}
