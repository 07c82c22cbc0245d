import "./prose.css";

/** The server's own cleaned HTML: it holds nothing but structure and emphasis. */
export function Prose({ html }: { html: string }) {
  return <div className="prose-page" dangerouslySetInnerHTML={{ __html: html }} />;
}
