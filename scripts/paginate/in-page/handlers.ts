/** What Paged.js lacks for a Chinese book: table heads on every page, headings that never stand last, a cap on pages. */
import { keepTogether } from './keep-together.ts';
import { markLongNotes } from './long-notes.ts';
import type { PagedModule } from './paged.d.ts';
import { setStyle } from './prepare.ts';
import { dropRanges } from './ranges.ts';
import { fillWithRows, partSpans } from './row-groups.ts';

/** Set by the caller before each flow. `pitch` in px. */
export const limits = { pages: 2000, pitch: 27, pageChars: 1088, laidOut: 0 };

/** Paged.js's memory of how much its pages held, and what it calls for each node. */
interface Chunker {
  maxChars: number;
  charsPerBreak: number[];
  hooks: { renderNode: { hooks: ((node: Node) => void)[] } };
}

/** Registers the handlers; once a tab. */
export function registerBookHandlers(Paged: PagedModule): void {
  class RepeatTableHead extends Paged.Handler {
    /** At the first node inside a table that goes on from the page before: its columns, a 续表 caption, its head. */
    renderNode(clone: Node, source: Node): void {
      const parent = clone.parentElement;
      const table = parent?.closest('table[data-split-from]:not([data-head-done])');
      const original = (source.nodeType === 1 ? (source as Element) : source.parentElement)?.closest('table');
      if (!table || !original || parent?.closest('thead') || clone.nodeName === 'THEAD') return;
      table.setAttribute('data-head-done', '');
      const parts = [...original.children].filter((child) => ['COLGROUP', 'THEAD'].includes(child.tagName));
      const copies = parts.map((part) => part.cloneNode(true) as Element);
      for (const copy of copies) strip(copy);
      const head = copies.find((copy) => copy.tagName === 'THEAD');
      head?.setAttribute('data-mark', 'table-head');
      table.prepend(continuedCaption(), ...copies);
    }
  }

  class PageTop extends Paged.Handler {
    /** The blank line before a heading or a figure is for the middle of a page. */
    renderNode(clone: Node): void {
      if (clone.nodeType !== 1) return;
      const element = clone as Element;
      const content = element.closest('.pagedjs_page_content');
      if (content && /^H[2-5]$/.test(element.tagName) && (content.textContent ?? '') === (element.textContent ?? '')) {
        element.classList.add('top');
      }
    }
  }

  class BackToGrid extends Paged.Handler {
    /** Lines of a row that may break are no whole pitches: what follows its table stands on the grid again. */
    renderNode(clone: Node): void {
      const table = clone.nodeType === 1 ? (clone as Element).previousElementSibling : null;
      if (!table?.matches('table[data-split-from]:not([data-on-grid])')) return;
      table.setAttribute('data-on-grid', '');
      const top = table.closest('.pagedjs_page_content')!.getBoundingClientRect().top;
      const over = (table.getBoundingClientRect().bottom - top) % limits.pitch;
      if (over > 0.5) setStyle(table as HTMLElement, { marginBottom: `${2 * limits.pitch - over}px` });
    }
  }

  class KeepTogether extends Paged.Handler {
    onOverflow(overflow: Range | undefined, rendered: Element, bounds: DOMRect): Range | undefined {
      const filled = overflow && fillWithRows(overflow, bounds);
      return filled && (keepTogether(filled, rendered) ?? filled);
    }
  }

  class PartSpans extends Paged.Handler {
    onBreakToken(token: { node?: Node } | undefined): void {
      if (token?.node?.nodeName === 'TR') partSpans(token.node as HTMLTableRowElement);
    }
  }

  class LongNotes extends Paged.Handler {
    /** Before all other handlers: one of Paged.js's own lifts the notes out. */
    constructor(chunker: Chunker, polisher: unknown, caller: unknown) {
      super(chunker, polisher, caller);
      chunker.hooks.renderNode.hooks.unshift((node) => markLongNotes(node, limits.pitch));
    }
  }

  class PageCap extends Paged.Handler {
    /** The pages before are finished. */
    beforePageLayout(): void {
      limits.laidOut += 1;
      dropRanges();
      if (limits.laidOut > limits.pages) throw new Error(`page-cap ${limits.pages}`);
    }
  }
  class SteadyMeasure extends Paged.Handler {
    /**
     * Paged.js looks for overflow after as many characters as the last pages held on average: a break inside a table
     * would depend on the pages before it, also on those of other reports. It shall look after a full page's worth.
     */
    beforePageLayout(_page: unknown, _content: unknown, _token: unknown, chunker: Chunker): void {
      chunker.maxChars = limits.pageChars;
      chunker.charsPerBreak = [];
    }
  }

  class TallerPages extends Paged.Handler {
    /** In a whole book, the pages of a fitted report have lines more; the page's size must stand before it is filled. */
    beforePageLayout(page: { element: HTMLElement }, content?: Node, token?: { node?: Node }): void {
      const first = token?.node ?? content?.firstChild;
      const element = first?.nodeType === 1 ? (first as Element) : first?.parentElement;
      const taller = element?.closest<HTMLElement>('[data-taller]')?.dataset.taller;
      if (!taller) return;
      const usual = getComputedStyle(page.element);
      for (const name of ['pagebox-height', 'height', 'height-left', 'height-right'].map((n) => `--pagedjs-${n}`)) {
        page.element.style.setProperty(name, `calc(${usual.getPropertyValue(name)} + ${taller}px)`);
      }
    }
  }
  Paged.registerHandlers(
    SteadyMeasure,
    TallerPages,
    RepeatTableHead,
    PageTop,
    BackToGrid,
    KeepTogether,
    PartSpans,
    LongNotes,
    PageCap,
  );
}

function continuedCaption(): HTMLElement {
  const caption = document.createElement('caption');
  caption.className = 'continued';
  caption.setAttribute('data-mark', 'continued');
  caption.textContent = '续表';
  return caption;
}

function strip(root: Element): void {
  for (const element of [root, ...root.querySelectorAll('*')]) {
    for (const name of ['id', 'data-b', 'data-ref', 'data-id']) element.removeAttribute(name);
  }
}
