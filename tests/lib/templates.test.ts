import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../scripts/diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError } from '../../scripts/diagnostics/diagnostic.ts';
import { findUnusedStyles, loadStyle } from '../../scripts/lib/styles.ts';
import { loadTemplates } from '../../scripts/lib/templates.ts';

/** A folder with the files given: name -> text. */
async function makeFolder(files: Record<string, string | Uint8Array>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'huibian-templates-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  return dir;
}

/** Loads templates from a tool's folder and a book's, given as name -> text below templates/. */
async function load(ours: Record<string, string | Uint8Array>, theirs: Record<string, string | Uint8Array> = {}) {
  const below = (files: Record<string, string | Uint8Array>) =>
    makeFolder(Object.fromEntries(Object.entries(files).map(([name, text]) => [`templates/${name}`, text])));
  return loadTemplates(await below(theirs), await below(ours));
}

/** The diagnostics that something throws. */
async function thrown(act: () => unknown): Promise<Diagnostic[]> {
  try {
    await act();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The diagnostics of rendering one template. */
async function faults(text: string, data: unknown, others: Record<string, string> = {}) {
  const templates = await load({ 'a.hbs': text, ...others });
  return (await thrown(() => templates.render('a.hbs', data))).map((d) => ({
    code: d.code,
    name: (d.params as { name: string }).name,
    at: `${d.place?.file}:${d.place?.line}:${d.place?.column}`,
  }));
}

describe('a name that the data lacks', () => {
  const at = (line: number, column: number) => `huibian/templates/a.hbs:${line}:${column}`;
  it.each([
    ['plain', 'x\n  {{title}}', at(2, 5), 'title'],
    ['unescaped', '{{{title}}}', at(1, 4), 'title'],
    ['in #if', '{{#if title}}x{{/if}}', at(1, 7), 'title'],
    ['in else if', '{{#if book}}{{else if title}}x{{/if}}', null, ''],
    ['in #unless', '{{#unless title}}x{{/unless}}', at(1, 11), 'title'],
    ['in #each', '{{#each titles}}x{{/each}}', at(1, 9), 'titles'],
    ['in #with', '{{#with title}}x{{/with}}', at(1, 9), 'title'],
    ['at the end of a path', '{{book.titel}}', at(1, 3), 'book.titel'],
    ['at the beginning of a path', '{{bok.title}}', at(1, 3), 'bok.title'],
    ['in the middle of a path', '{{book.part.title}}', at(1, 3), 'book.part.title'],
    ['a path in #if', '{{#if bok.title}}x{{/if}}', at(1, 7), 'bok.title'],
    ['in a subexpression', '{{#if (eq title "a")}}x{{/if}}', at(1, 11), 'title'],
    ['within #each', '{{#each book.list}}{{naem}}{{/each}}', at(1, 22), 'naem'],
    ['of a block parameter', '{{#each book.list as |one|}}{{one.naem}}{{/each}}', at(1, 31), 'one.naem'],
    ['one level up', '{{#each book.list}}{{../titel}}{{/each}}', at(1, 22), '../titel'],
    ['from the root', '{{#each book.list}}{{@root.titel}}{{/each}}', at(1, 22), '@root.titel'],
    ['@index outside a list', '{{@index}}', at(1, 3), '@index'],
    ['as argument of a partial', '{{> part titel}}', at(1, 10), 'titel'],
    ['as hash of a partial', '{{> part name=titel}}', at(1, 15), 'titel'],
    ['of the prototype', '{{constructor}}', at(1, 3), 'constructor'],
    ['of a prototype further down', '{{book.__proto__}}', at(1, 3), 'book.__proto__'],
    ['of an array', '{{book.list.map}}', at(1, 3), 'book.list.map'],
  ])('%s', async (_, text, place, name) => {
    const data = { book: { title: 't', list: [{ name: 'n' }] } };
    if (place === null) {
      // A branch that is not taken is not looked up: Handlebars' own rule.
      expect((await load({ 'a.hbs': text })).render('a.hbs', data)).toBe('');
      return;
    }
    expect(await faults(text, data, { '_part.hbs': '' })).toEqual([{ code: 'template-name', name, at: place }]);
  });

  it('is laid to the partial that uses it', async () => {
    expect(await faults('{{> epub/head}}', {}, { 'epub/_head.hbs': '<b>{{title}}</b>' })).toEqual([
      { code: 'template-name', name: 'title', at: 'huibian/templates/epub/_head.hbs:1:6' },
    ]);
  });

  it('is reported with all others, once a place, with the line and the names there are', async () => {
    const templates = await load({}, { 'a.hbs': '{{#each list}}\n{{nam}}{{/each}}\n{{#if titel}}{{/if}}' });
    const found = await thrown(() => templates.render('a.hbs', { list: [{ name: 1 }, { name: 2 }], title: '' }));
    expect(found).toMatchObject([
      { code: 'template-name', place: { file: 'templates/a.hbs', line: 2, column: 3 }, excerpt: '{{nam}}{{/each}}' },
      { code: 'template-name', place: { file: 'templates/a.hbs', line: 3, column: 7 } },
    ]);
    expect(wordsOf(found[1]!, 'zh').hint).toContain('list、title');
    expect(wordsOf(found[1]!, 'en').message).toContain('"titel"');
  });
});

describe('a template', () => {
  it('is filled in, escaped for XML, with null and empty values allowed', async () => {
    const text = [
      '{{title}}|{{{body}}}|{{none}}|{{#if none}}a{{else}}b{{/if}}',
      '{{#each parts as |part n|}}{{n}}{{part.title}}:{{#each part.reports}}{{@index}}{{this}}{{../title}}{{@root.title}}',
      '{{#unless @last}},{{/unless}}{{/each}};{{/each}}{{#with book}}{{x.y}}{{../title}}{{/with}}',
      '{{#if (eq title "&<>")}}same{{/if}}{{#each book.x}}{{@key}}={{this}}{{/each}}',
    ].join('');
    const templates = await load({ 'a.hbs': text });
    const data = {
      title: '&<>',
      body: '<p/>',
      none: null,
      parts: [{ title: 'P', reports: ['r', 's'] }],
      book: { x: { y: 'Y' } },
    };
    expect(templates.render('a.hbs', data)).toBe(
      '&amp;&lt;&gt;|<p/>||b0P:0rP&amp;&lt;&gt;,1sP&amp;&lt;&gt;;Y&amp;&lt;&gt;samey=Y',
    );
  });

  it('may call partials: with _, in partials/, with arguments, with a fallback, inline', async () => {
    const templates = await load({
      'x/a.hbs':
        '{{> x/b}}{{> x/c book}}{{> x/b title="T"}}{{#> x/none}}fallback{{/x/none}}' +
        '{{#> x/d}}{{#*inline "slot"}}[{{title}}]{{/inline}}{{/x/d}}{{#each list}}{{> x/b}}{{/each}}',
      'x/_b.hbs': '<{{title}}>',
      'x/partials/c.hbs': '({{title}})',
      'x/_d.hbs': '{{> slot}}{{> @partial-block}}',
    });
    expect(templates.render('x/a.hbs', { title: 't', book: { title: 'u' }, list: [{ title: 1 }] })).toBe(
      '<t>(u)<T>fallback[t]<1>',
    );
  });

  it('is replaced by the book’s of the same name, one by one', async () => {
    const ours = { 'a.hbs': 'ours {{> p}}', 'b.hbs': 'ours', '_p.hbs': 'our p' };
    const templates = await load(ours, { 'a.hbs': '\ufefftheirs {{> p}}\r\n', '_p.hbs': 'their p' });
    expect(templates.render('a.hbs', {})).toBe('theirs their p\n');
    expect(templates.render('b.hbs', {})).toBe('ours');
    expect(templates.sources.map((s) => s.name)).toEqual(['_p.hbs', 'a.hbs', 'b.hbs']);
    expect(templates.diagnostics).toEqual([]);
    const before = (await load(ours)).sources;
    expect(templates.sources.filter((s, i) => s.hash !== before[i]!.hash).map((s) => s.name)).toEqual([
      '_p.hbs',
      'a.hbs',
    ]);
  });

  it('of the book that nothing uses is warned of', async () => {
    const templates = await load(
      { 'print/cover.hbs': '' },
      { 'print/cover.hbs': '{{#> q}}{{/q}}', 'print/covr.hbs': '', '_p.hbs': '', '_q.hbs': '' },
    );
    expect(templates.diagnostics).toMatchObject([
      { code: 'template-unused', severity: 'warning', place: { file: 'templates/_p.hbs' } },
      { code: 'template-unused', severity: 'warning', place: { file: 'templates/print/covr.hbs' } },
    ]);
  });

  it('that is not there is named', async () => {
    const templates = await load({});
    expect(await thrown(() => templates.render('a.hbs', {}))).toMatchObject([{ code: 'template-missing' }]);
  });
});

describe('faults of the templates themselves', () => {
  it('are reported all at once, with file and line', async () => {
    const found = await thrown(() =>
      load(
        { '1.hbs': 'ok' },
        {
          '2.hbs': '{{#if a}}\n\n',
          '3.hbs': 'a\n{{/if}}',
          '4.hbs': '{{#if a}}\n{{/each}}',
          '5.hbs': '{{a b}}\n{{#section}}{{/section}}{{lookup a "b"}}',
          '6.hbs': '\n {{> nowhere}}',
          '7.hbs': '{{a ! b}}',
        },
      ),
    );
    const shown = found.map((d) => `${d.code} ${d.place?.file}:${d.place?.line} ${wordsOf(d, 'en').message}`);
    expect(shown.sort()).toMatchInlineSnapshot(`
      [
        "template-helper templates/5.hbs:1 The template uses a command that does not exist: "a".",
        "template-helper templates/5.hbs:2 The template uses a command that does not exist: "lookup".",
        "template-helper templates/5.hbs:2 The template uses a command that does not exist: "section".",
        "template-missing templates/6.hbs:2 There is no template "nowhere".",
        "template-syntax templates/2.hbs:3 The template cannot be read: the file ends before a block is closed.",
        "template-syntax templates/3.hbs:2 The template cannot be read: "{{/" cannot stand here.",
        "template-syntax templates/4.hbs:1 The template cannot be read: a block is closed by another's end ({{#if}} … {{/each}}).",
        "template-syntax templates/7.hbs:1 The template cannot be read: there is something unknown within {{ }}.",
      ]
    `);
  });

  it('that show only when it runs are laid to their file', async () => {
    const endless = await load({ 'a.hbs': '{{> a}}', '_a.hbs': '{{> a}}' });
    expect(await thrown(() => endless.render('a.hbs', {}))).toMatchObject([
      { code: 'template-syntax', params: { fault: 'endless' }, place: { file: 'huibian/templates/_a.hbs' } },
    ]);
    const crowded = await load({ 'a.hbs': '\n{{> a x y}}', '_a.hbs': '' });
    expect(await thrown(() => crowded.render('a.hbs', { x: 1, y: 2 }))).toMatchObject([
      { code: 'template-syntax', params: { fault: 'handlebars' }, place: { line: 2, column: 1 } },
    ]);
    const empty = await load({ 'a.hbs': '{{#each}}{{/each}}' });
    expect(await thrown(() => empty.render('a.hbs', {}))).toMatchObject([{ code: 'template-syntax' }]);
  });

  it('in encoding are named', async () => {
    const gbk = Uint8Array.from([0xb0, 0xa1, 0xcb, 0xab]);
    expect(await thrown(() => load({}, { 'a.hbs': gbk }))).toMatchObject([
      { code: 'template-encoding', place: { file: 'templates/a.hbs' } },
    ]);
  });
});

describe('a style sheet', () => {
  it('is the tool’s, or the book’s of the same name', async () => {
    const tool = await makeFolder({ 'styles/print.css': 'ours', 'styles/epub.css': 'ours' });
    const book = await makeFolder({ 'styles/print.css': 'theirs' });
    expect(await loadStyle('print.css', book, tool)).toBe('theirs');
    expect(await loadStyle('epub.css', book, tool)).toBe('ours');
  });

  it('of the book that replaces none of ours, or the shelf’s, is warned of', async () => {
    const tool = await makeFolder({ 'styles/print.css': '', 'styles/epub.css': '', 'styles/shelf.css': '' });
    const book = await makeFolder({
      ...{ 'styles/print.css': '', 'styles/pint.css': '', 'styles/shelf.css': '', 'styles/more/epub.css': '' },
      'styles/notes.txt': '',
    });
    const found = await findUnusedStyles(book, tool);
    expect(found.map(({ code, severity, place }) => [code, severity, place!.file])).toEqual([
      ['style-unused', 'warning', 'styles/more/epub.css'],
      ['style-unused', 'warning', 'styles/pint.css'],
      ['style-unused', 'warning', 'styles/shelf.css'],
    ]);
    for (const lang of ['zh', 'en'] as const) {
      const { message, hint } = wordsOf(found[1]!, lang);
      expect(message).toContain('pint.css');
      expect(hint).toMatch(/epub\.css.*print\.css/);
      expect(hint).not.toContain('shelf.css');
    }
    expect(await findUnusedStyles(await makeFolder({ 'styles/print.css': '' }), tool)).toEqual([]);
    expect(await findUnusedStyles('/nowhere', tool)).toEqual([]);
  });
});
