/// <reference types="vitest/config" />
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const backend = process.env["VITRINE_BACKEND"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/app/",
  plugins: [react(), tailwindcss()],
  server: {
    proxy: {
      // The browser sends the development server's own origin, which the CSRF check would refuse.
      "^/(api|files|renditions|static)/": { target: backend, changeOrigin: true, headers: { Origin: backend } },
    },
  },
  // The address of a built file is its place below dist/.
  build: { outDir: "dist/app", sourcemap: false },
  test: {
    environment: "happy-dom",
    setupFiles: ["src/testing/setup.ts"],
    // Two workers: the tests render whole routes, and more of them only wait for each other.
    maxWorkers: 2,
    testTimeout: 30000,
  },
});
