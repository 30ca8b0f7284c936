/** The rows of a CSV file, for showing them beside what is wrong with them. The server reads the file itself. */
export function csvRows(text: string): string[][] {
  const first = text.slice(0, text.indexOf('\n') + 1 || undefined);
  const separator = [';', '\t', ','].find((one) => first.includes(one)) ?? ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endRow = () => {
    row.push(cell);
    rows.push(row);
    row = [];
    cell = '';
  };
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; at++) {
    const sign = text[at]!;
    if (quoted) {
      if (sign !== '"') {
        cell += sign;
      } else if (text[at + 1] === '"') {
        cell += sign;
        at++;
      } else {
        quoted = false;
      }
    } else if (sign === '"' && cell === '') {
      quoted = true;
    } else if (sign === separator) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') {
      endRow();
    } else if (sign !== '\r') {
      cell += sign;
    }
  }
  if (cell !== '' || row.length > 0) {
    endRow();
  }
  return rows;
}
