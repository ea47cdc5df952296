/** A line of the user's file with a mark under the place that a diagnostic is about. */
import { characterWidth, displayWidth } from './display-width.ts';

/**
 * Two lines: the source line behind its number, and a caret under `column` (from 1, in UTF-16 units, as editors
 * count). A line longer than `columns` of the terminal is cut around the place: a paragraph of Markdown is one line.
 */
export function codeFrame(source: string, line: number, column: number | undefined, columns: number): string[] {
  const gutter = `${line} | `;
  const room = Math.max(20, columns - gutter.length - 2);
  const at = column === undefined ? 0 : Math.min(Math.max(column - 1, 0), source.length);
  const text = source.replace(/[\t\r\n]/g, ' ');
  const before = cutStart(text.slice(0, at), Math.floor(room / 2));
  const after = cutEnd(text.slice(at), room - displayWidth(before));
  const frame = [`${gutter}${before}${after}`];
  if (column !== undefined) frame.push(`${' '.repeat(gutter.length - 2)}| ${' '.repeat(displayWidth(before))}^`);
  return frame;
}

/** The end of a text, of at most so many columns. */
function cutStart(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  const reversed = [...text].reverse();
  return `…${takeColumns(reversed, columns - 1)
    .reverse()
    .join('')}`;
}

function cutEnd(text: string, columns: number): string {
  return displayWidth(text) <= columns ? text : `${takeColumns([...text], columns - 1).join('')}…`;
}

function takeColumns(characters: string[], columns: number): string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += characterWidth(character);
    return used > columns;
  });
  return end < 0 ? characters : characters.slice(0, end);
}
