const SEPARATORS = [",", ";", "\t", "|"];

/** The separator that the first lines agree on best. */
function separatorOf(text: string): string {
  const lines = text.split("\n", 10).filter((line) => line.trim());
  const scores = SEPARATORS.map((sign) => {
    const counts = lines.map((line) => line.split(sign).length - 1);
    return Math.min(...counts) * 1000 + Math.max(...counts);
  });
  return SEPARATORS[scores.indexOf(Math.max(...scores))] ?? ",";
}

/** The cells of a text of separated values, quoted ones too; at most `most` rows. */
export function parseTable(text: string, most: number): string[][] {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
    cell = "";
  };
  for (let at = 0; at < text.length && rows.length < most; at += 1) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += sign;
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === separator) {
      row.push(cell);
      cell = "";
    } else if (sign === "\n") endRow();
    else if (sign !== "\r") cell += sign;
  }
  if ((cell || row.length > 0) && rows.length < most) endRow();
  return rows;
}

/** The cells of each sheet of a workbook, of which a blank line stands between two; at most `most` rows of each. */
export const parseSheets = (text: string, most: number): string[][][] =>
  text
    .split(/\n{2,}/)
    .filter((sheet) => sheet.trim())
    .map((sheet) => sheet.split("\n", most).map((row) => row.trimEnd().split("\t").map((cell) => cell.trim())));
