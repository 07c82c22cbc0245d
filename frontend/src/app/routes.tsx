import { Navigate, type RouteObject } from "react-router";

import { Crashed, Lost } from "./Fallbacks";
import { Home } from "./Home";
import { NamespaceRoute } from "./NamespaceRoute";
import { SignedIn } from "./SignedIn";

/** Below `/app`. Features load when their route is first opened. */
export const routes: RouteObject[] = [
  {
    element: <SignedIn />,
    hydrateFallbackElement: <></>,
    errorElement: <Crashed />,
    children: [
      { index: true, element: <Home /> },
      {
        path: ":namespace",
        element: <NamespaceRoute />,
        children: [
          {
            errorElement: <Crashed />,
            children: [
              { index: true, element: <Navigate to="library" replace /> },
              { path: "library", lazy: () => import("./routes/library") },
              { path: "collections", lazy: () => import("./routes/collections") },
              { path: "collections/:collection", lazy: () => import("./routes/collection") },
              { path: "tags", lazy: () => import("./routes/tags") },
              { path: "quarantine", lazy: () => import("./routes/quarantine") },
              { path: "trash", lazy: () => import("./routes/trash") },
              {
                path: "settings",
                lazy: () => import("./routes/settings"),
                children: [
                  { index: true, lazy: () => import("./routes/settingsNamespace") },
                  { path: "members", lazy: () => import("./routes/settingsMembers") },
                  { path: "account", lazy: () => import("./routes/settingsAccount") },
                  { path: "keys", lazy: () => import("./routes/settingsKeys") },
                ],
              },
              { path: "pages/:page?", handle: { foldRail: true }, lazy: () => import("./routes/pages") },
              { path: "*", element: <Lost /> },
            ],
          },
        ],
      },
    ],
  },
];
