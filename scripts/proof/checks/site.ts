/**
 * The site: every report, front and back piece with its text and its printed pages, as in the EPUB; every link leads to
 * a page and a place that are there; every page of the print has its anchor.
 */
import { compareDocument } from '../compare-document.ts';
import type { ProofFlow } from '../flows.ts';
import { type Finding, firstOfEach, type PageCheck, type TextCheck, type TextContext } from '../proof-check.ts';
import type { SiteLink, SiteReading } from '../read-site.ts';
import type { TextReading } from '../read-text.ts';
import { comparePages, markedPages } from './epub-pages.ts';

export function documentOf({ site }: TextContext, flow: string): TextReading | undefined {
  return site?.documents.find(({ file }) => file === `${flow}.html`);
}

const lost = (flow: ProofFlow): Finding => {
  return { report: flow.id, difference: { file: `${flow.id}.html`, before: '', expected: flow.title, found: '' } };
};

export const siteText: TextCheck = {
  name: 'site-text',
  textOnly: true,
  run(context) {
    let count = 0;
    const findings = context.flows.flatMap((flow): Finding[] => {
      const document = documentOf(context, flow.id);
      count += document?.body.length ?? 0;
      return document ? compareDocument(flow, document).slice(0, 1) : [lost(flow)];
    });
    return { count, findings };
  },
};

export const sitePages: PageCheck = {
  name: 'site-pages',
  run(context) {
    let count = 0;
    const findings = context.flows.flatMap((flow): Finding[] => {
      const pages = markedPages(flow);
      const document = documentOf(context, flow.id);
      count += pages.length;
      return document ? comparePages(flow, document, pages, context) : [lost(flow)];
    });
    return { count, findings: firstOfEach(findings) };
  },
};

export const siteLinks: TextCheck = {
  name: 'site-links',
  textOnly: true,
  run({ site, map }) {
    if (!site) return { count: 0, findings: [] };
    const dead = site.links.filter((link) => !isThere(link, site));
    const doubled = [...site.ids].flatMap(([file, ids]) => {
      const again = ids.find((id, i) => ids.indexOf(id) !== i);
      return again === undefined ? [] : [{ difference: { file, before: 'id ', expected: '', found: again } }];
    });
    const anchors = new Set([...site.ids.values()].flat());
    const pages = map.pages.filter(({ label }) => label !== null && !anchors.has(anchorOf(label)));
    return {
      count: site.links.length,
      findings: [
        ...dead.map(({ from, href }) => ({ difference: { file: from, before: '→ ', expected: href, found: '' } })),
        ...doubled,
        ...pages.map(({ label, sheet }) => ({
          difference: { sheet, label, before: '', expected: `#${anchorOf(label!)}`, found: '' },
        })),
      ],
    };
  },
};

const anchorOf = (label: string) => (/^\d/.test(label) ? `p${label}` : `p-${label}`);

function isThere({ file, id }: SiteLink, { files, ids }: SiteReading): boolean {
  return files.has(file) && (id === '' || (ids.get(file) ?? []).includes(id));
}
