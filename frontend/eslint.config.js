import js from "@eslint/js";
import importPlugin from "eslint-plugin-import";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const features = ["library", "uploads", "organising", "picker", "pages", "settings", "viewer", "quarantine"];

/** app -> features -> api, ui: each zone names what a folder may not import. */
const zones = [
  { target: "./src/ui", from: ["./src/api", "./src/features", "./src/app"], message: "ui knows no API and no feature" },
  { target: "./src/api", from: ["./src/ui", "./src/features", "./src/app"], message: "api knows only the server" },
  { target: "./src/features", from: "./src/app", message: "routes compose features, not the other way round" },
  ...features.map((name) => ({
    target: `./src/features/${name}`,
    from: "./src/features",
    except: [`./${name}`],
    message: "features never import each other; compose them in app/",
  })),
  {
    target: ["./src/ui", "./src/api", "./src/features", "./src/app"],
    from: "./src/testing",
    message: "testing is for tests only",
  },
];

export default tseslint.config(
  { ignores: ["dist", "coverage", "src/api/schema.d.ts", "public"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  reactHooks.configs.flat["recommended-latest"],
  {
    plugins: { import: importPlugin },
    settings: {
      "import/parsers": { "@typescript-eslint/parser": [".ts", ".tsx"] },
      "import/resolver": { node: { extensions: [".ts", ".tsx", ".js", ".d.ts"] } },
    },
    rules: {
      "import/no-cycle": ["error", { ignoreExternal: true }],
      "import/no-restricted-paths": ["error", { zones }],
      "import/no-self-import": "error",
      // A note for the React compiler, which is not part of the build.
      "react-hooks/incompatible-library": "off",
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 150, skipBlankLines: true, skipComments: true, IIFEs: true }],
      "max-params": ["error", 5],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    files: ["**/*.test.ts", "**/*.test.tsx", "src/testing/**"],
    rules: {
      "import/no-restricted-paths": ["error", { zones: zones.slice(0, -1).filter((zone) => zone.target !== "./src/features") }],
      "max-lines-per-function": "off",
    },
  },
  {
    files: ["dev/**", "e2e/**", "*.config.*"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly", Buffer: "readonly" } },
    rules: { "no-console": "off" },
  },
);
