import axe, { type NodeResult, type RunOptions } from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds on the page as it stands, one line for each element: all rules in light, the colours in dark too. */
export async function violations(page: Page, screen: string): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  await page.emulateMedia({ colorScheme: "light" });
  const light = await look(page, {});
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await look(page, { runOnly: ["color-contrast"] });
  return [...light.map((line) => `${screen}, light: ${line}`), ...dark.map((line) => `${screen}, dark: ${line}`)];
}

function look(page: Page, rules: RunOptions): Promise<string[]> {
  return page.evaluate(async (options) => {
    // The preview in a frame is looked at as the public page that it is.
    const { violations } = await window.axe.run(document, { iframes: false, ...options });
    const why = ({ any, all, none }: NodeResult) => [...any, ...all, ...none][0]?.message ?? "";
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(" ")}: ${why(node)}`));
  }, rules);
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
