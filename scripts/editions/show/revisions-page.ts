/**
 * What has changed between two editions, as a page of HTML: the old text beside the new, one below the other on a narrow
 * screen. The page stands alone: its style is in it, it loads nothing and needs no script.
 */
import { createHash } from 'node:crypto';
import type { Element, ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import type { Lang } from '../../model/diagnostic-types.ts';
import type { ParagraphRevision, RevisionPiece, Revisions, TextRevision } from '../../model/revision-types.ts';
import { factsOf, isMarkupOnly, paragraphFacts, type ShowWords, showWords } from './show-words.ts';
import { tallyRevisions } from './tally-revisions.ts';

/** What a page is made of. `style` is a style sheet, `language` the book's. */
export interface RevisionsPage {
  title: string;
  language: string;
  revisions: Revisions;
  style: string;
}

/** The page as HTML. `lang` is the language of what it says beside the book's own words. */
export function revisionsPage({ title, language, revisions, style }: RevisionsPage, lang: Lang): string {
  const words = showWords[lang];
  const { texts } = revisions;
  const heading = words.heading(title);
  const head = h('head', [
    h('meta', { charset: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { httpEquiv: 'Content-Security-Policy', content: policyFor(style) }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('title', heading),
    h('style', style),
  ]);
  const body = h('body', [
    pageHead(heading, revisions, words),
    h('main', [
      ...(texts.length > 1 ? [contents(texts, words)] : []),
      ...texts.map((text, i) => textSection(text, i, language, words)),
    ]),
  ]);
  const html = h('html', { lang: lang === 'zh' ? 'zh-CN' : 'en' }, [head, body]);
  return `${toHtml({ type: 'root', children: [{ type: 'doctype' }, html] })}\n`;
}

/** Its own style is all that may ever take effect. */
function policyFor(style: string): string {
  const hash = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

function pageHead(heading: string, revisions: Revisions, words: ShowWords): Element {
  const counts = tallyRevisions(revisions);
  const isEmpty = revisions.texts.length === 0;
  return h('header', [
    h('h1', heading),
    h('p.editions', `${words.edition(revisions.from)} → ${words.edition(revisions.to)}`),
    ...(isEmpty
      ? [h('p', words.nothing)]
      : [
          h(
            'ul.counts',
            { role: 'list' },
            words.counts(counts).map((count) => h('li', count)),
          ),
          h('p.legend', [h('del', words.legend[0]), ' ', h('ins', words.legend[1])]),
          h('p.choice', [
            h('label', [h('input', { type: 'checkbox', id: 'only-substance' }), ` ${words.onlySubstance}`]),
          ]),
        ]),
  ]);
}

const anchorOf = (index: number): string => `text-${index + 1}`;

function contents(texts: TextRevision[], words: ShowWords): Element {
  const items = texts.map((text, i) =>
    h('li', [h('a', { href: `#${anchorOf(i)}` }, text.title || text.id), ` ${countWords(text, words)}`]),
  );
  return h('nav', [h('ol', items)]);
}

function countWords({ kind, paragraphs }: TextRevision, words: ShowWords): string {
  const substance = paragraphs.filter((paragraph) => paragraph.substance).length;
  const typography = paragraphs.length - substance;
  const said = [
    ...(words.text[kind] ? [words.text[kind]] : []),
    ...(substance > 0 ? [`${words.substance} ${substance}`] : []),
    ...(typography > 0 ? [`${words.typography} ${typography}`] : []),
  ];
  return said.join(' · ');
}

function textSection(text: TextRevision, index: number, language: string, words: ShowWords): Element {
  return h('section', { id: anchorOf(index) }, [
    h('h2', { lang: language }, text.title || text.id),
    h('p.facts', factsOf(text, words).join(' · ')),
    ...text.paragraphs.map((paragraph) => paragraphPair(paragraph, language, words)),
  ]);
}

function paragraphPair(paragraph: ParagraphRevision, language: string, words: ShowWords): Element {
  const { kind, substance, oldPage, newPage, pieces } = paragraph;
  const classes = ['paragraph', kind, substance ? 'substance' : 'typography'];
  const [oldColumn, newColumn] = words.columns;
  const side = (name: string, label: string, page: string | null, content: ElementContent[]) =>
    h(`div.${name}`, [
      h('p.page', page === null ? label : name === 'old' ? words.oldPages(page) : words.newPages(page)),
      h('p.words', { lang: language }, content.length > 0 ? content : [words.picture]),
    ]);
  const empty = (name: string) => h(`div.${name}.none`, [h('p.page', words.absent)]);
  return h('article', { className: classes }, [
    h('p.kind', [
      h('span.change', paragraphFacts(paragraph, words).slice(0, -1).join(' · ')),
      ' ',
      h('span.class', substance ? words.substance : words.typography),
      ...(isMarkupOnly(paragraph) ? [' ', words.markup] : []),
    ]),
    h('div.sides', [
      kind === 'added' ? empty('old') : side('old', oldColumn, oldPage, marked(pieces, 'removed')),
      kind === 'removed' ? empty('new') : side('new', newColumn, newPage, marked(pieces, 'added')),
    ]),
  ]);
}

/** The words of one side: what stayed, and what only this side has. */
function marked(pieces: readonly RevisionPiece[], own: 'removed' | 'added'): ElementContent[] {
  return pieces.flatMap(([kind, value]): ElementContent[] => {
    if (kind === 'same') return [{ type: 'text', value }];
    return kind === own ? [h(own === 'removed' ? 'del' : 'ins', value)] : [];
  });
}
