/** Why a page may be laid out anew although its text is what it was. */
export interface RelayCause {
  kind: 'fit' | 'browser' | 'pagedjs' | 'huibian' | 'fonts' | 'page' | 'files' | 'inserted';
  /** Versions, where there are two of them. */
  from?: string;
  to?: string;
  /** Titles, faces, files, page labels or measures of the grid. */
  names?: string[];
}
