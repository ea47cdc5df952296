/** What the template of the sheet 换页说明 is filled with. */

export interface SheetData {
  book: string;
  /** 第1版第1次印刷（2024年12月） */
  from: string;
  to: string;
  /** Leaves taken out and put in. */
  counts: { label: string; number: number }[];
  saving: string;
  conventions: string[];
  steps: {
    number: number;
    /** The sentence; what names leaves is strong. */
    words: { text: string; strong: boolean }[];
    /** What stands on the new leaves. */
    titles: string;
  }[];
  /** How the book can be checked in the end. */
  check: string;
}
