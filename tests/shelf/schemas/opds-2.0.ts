/**
 * What OPDS 2.0 and the Readium Web Publication Manifest that it stands on demand of a catalogue with publications,
 * written for these tests from the words of the two documents (https://specs.opds.io/opds-2.0,
 * https://readium.org/webpub-manifest/). It is narrower: keys that they allow and our catalogue does not use are unknown.
 */
const linkKeys = {
  href: { type: 'string', format: 'uri-reference', minLength: 1 },
  type: { type: 'string', pattern: '^[a-z]+/[a-z0-9.+-]+(;[a-z]+=[a-z-]+)*$' },
  rel: { type: 'string', minLength: 1 },
  title: { type: 'string', minLength: 1 },
  size: { type: 'integer', exclusiveMinimum: 0 },
};
const link = {
  type: 'object',
  properties: linkKeys,
  required: ['href', 'rel', 'type'],
  additionalProperties: false,
};
const withRel = (...rel: string[]) => ({
  type: 'object',
  properties: { rel: { enum: rel } },
  required: ['rel'],
});
const words = { type: 'string', minLength: 1 };

const publication = {
  type: 'object',
  properties: {
    metadata: {
      type: 'object',
      properties: {
        '@type': { const: 'http://schema.org/Book' },
        identifier: { type: 'string', format: 'uri' },
        title: words,
        subtitle: words,
        author: words,
        publisher: words,
        description: words,
        language: { type: 'string', pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' },
        published: { type: 'string', format: 'date' },
        modified: { type: 'string', format: 'date-time' },
      },
      required: ['title'],
      additionalProperties: false,
    },
    links: {
      type: 'array',
      items: link,
      uniqueItems: true,
      allOf: [
        { contains: withRel('self') },
        { contains: withRel('http://opds-spec.org/acquisition', 'http://opds-spec.org/acquisition/open-access') },
      ],
    },
    images: {
      type: 'array',
      items: { ...link, required: ['href', 'type'] },
      minItems: 1,
      contains: { type: 'object', properties: { type: { enum: ['image/png', 'image/jpeg', 'image/gif'] } } },
    },
  },
  required: ['metadata', 'links', 'images'],
  additionalProperties: false,
};

const catalogue = {
  type: 'object',
  properties: {
    metadata: {
      type: 'object',
      properties: {
        title: words,
        identifier: { type: 'string', format: 'uri' },
        modified: { type: 'string', format: 'date-time' },
        numberOfItems: { type: 'integer', minimum: 0 },
      },
      required: ['title'],
      additionalProperties: false,
    },
    links: { type: 'array', items: link, uniqueItems: true, contains: withRel('self') },
    publications: { type: 'array', items: publication, uniqueItems: true, minItems: 1 },
  },
  required: ['metadata', 'links', 'publications'],
  additionalProperties: false,
};

export const opds2 = { catalogue, publication };

/** The formats used above; ajv knows none by itself. */
export const formats: Record<string, (text: string) => boolean> = {
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
  'date-time': (text) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
  uri: (text) => /^[a-z][a-z0-9+.-]*:[^\s"<>\\^`{|}]+$/i.test(text),
  'uri-reference': (text) => /^[^\s"<>\\^`{|}]+$/.test(text) && URL.canParse(text, 'http://127.0.0.1/'),
};
