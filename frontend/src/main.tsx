import "./ui/styles.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, RouterProvider } from "react-router";

import { createQueryClient } from "./api/queryClient";
import { Providers } from "./app/Providers";
import { routes } from "./app/routes";

const root = document.getElementById("root");
if (root) {
  const router = createBrowserRouter(routes, { basename: "/app" });
  createRoot(root).render(
    <StrictMode>
      <Providers client={createQueryClient()}>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  );
}
