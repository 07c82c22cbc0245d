import { useMemo } from "react";

import type { FoundText } from "../../api/types";
import { classes } from "../../ui/classes";
import { text } from "../../ui/text";
import { parseSheets, parseTable } from "./table";

interface TextViewProps {
  label: string;
  fileType: string;
  found: FoundText;
  large: boolean;
}

const ROWS = 500;
const SHEETS = /spreadsheet|ms-excel/;
const TABLES = /csv|tab-separated|spreadsheet|ms-excel/;
const PROSE = /word|opendocument\.(text|graphics)|rtf|pdf|epub|markdown|presentation/;
/** Its lines are broken already, and would be twice in a narrow column. */
const BROKEN = "application/pdf";
/** As high as the card in whose place it comes, so that nothing below moves. */
const PANEL_HEIGHT = "h-62.5";
const words = text.viewer;

/** The words of a document: separated values as a table, prose to be read, everything else as it was typed. */
export function TextView({ label, fileType, found, large }: TextViewProps) {
  const isTable = TABLES.test(fileType);
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={words.textOf(label)}
      className={classes("overflow-auto rounded-s border border-line bg-surface", large ? "mx-auto size-full max-w-240" : PANEL_HEIGHT)}
    >
      {isTable ? <Tables fileType={fileType} found={found} /> : <Words fileType={fileType} large={large} found={found} />}
      {found.truncated && <p className="border-t border-line px-3 py-2 text-s text-ink-3">{words.truncated}</p>}
    </div>
  );
}

function Words({ fileType, large, found }: Omit<TextViewProps, "label">) {
  const prose = PROSE.test(fileType);
  const flows = prose && fileType !== BROKEN;
  const face = prose ? "mx-auto leading-relaxed whitespace-pre-line" : "font-mono text-s whitespace-pre-wrap";
  return (
    <div className={classes("break-words", large ? "p-8" : "p-3", face, flows && "max-w-[68ch]", prose && !flows && "max-w-[100ch]", flows && large && "text-l")}>
      {found.text}
    </div>
  );
}

/** Separated values, or the sheets of a workbook one below the other. */
function Tables({ fileType, found }: Pick<TextViewProps, "fileType" | "found">) {
  const tables = useMemo(
    () => (SHEETS.test(fileType) ? parseSheets(found.text, ROWS + 1) : [parseTable(found.text, ROWS + 1)]),
    [fileType, found.text],
  );
  return (
    <>
      {tables.map((rows, at) => (
        <Table key={at} rows={rows} />
      ))}
    </>
  );
}

function Table({ rows: [head = [], ...body] }: { rows: string[][] }) {
  const cell = "border-b border-line px-2.5 py-1 text-left align-top whitespace-nowrap max-w-80 truncate";
  return (
    <>
      <table className="min-w-full border-collapse text-s not-first:mt-6">
        <thead className="sticky top-0 bg-sunken">
          <tr>
            {head.map((name, at) => (
              <th key={at} scope="col" className={classes(cell, "font-medium")}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.slice(0, ROWS).map((row, at) => (
            <tr key={at}>
              {row.map((value, column) => (
                <td key={column} title={value.length > 40 ? value : undefined} className={cell}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {body.length >= ROWS && <p className="px-3 py-2 text-s text-ink-3">{words.firstRows(ROWS)}</p>}
    </>
  );
}
