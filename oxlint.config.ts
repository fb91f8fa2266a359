/**
 * Lint rules. The part that matters most is the import ladder and the table of libraries: which package may import
 * what. It is an allow list, so a library that is not named here cannot be used; `scripts/lint.test.ts` proves it.
 */

type Override = { files: string[]; rules: Record<string, unknown> };

/** Tests and what only tests use: contract suites, fakes of the wire, fixtures. */
const TESTS = ['test', 'browser.test', 'test.kit', 'contract'].map((kind) => `*.${kind}.ts`).concat('testing/**');
const TEST_LIBRARIES = ['vitest', 'chai', 'axe-core', '@web/test-runner-commands', 'node:*/**'];
/** What the export is read back with, by others than those who wrote it. */
const MARKDOWN_READERS = ['mdast-util-from-markdown', 'mdast-util-to-string', 'micromark-extension-gfm'];
const YJS = ['yjs', 'lib0/**'];
const ELEMENTS = [
  'session',
  'room',
  'agenda',
  'notes',
  'goals',
  'review',
  'promises',
  'promise-list',
  'wrap-up',
  'take-along',
  'owed',
  'goals-over-time',
];

const RELATIVE = ['!./**', '!../**', '!.', '!..'];
/** A relative path that passes a `src` leaves its package, whatever way it takes. */
const OTHER_PACKAGE = {
  regex: '^(\\.{1,2}/)+(.*/)?(src|server|packages|examples)/',
  message: 'Packages import each other by name, never by path.',
};

/**
 * Only the listed modules and relative ones may be imported. `name` allows the module itself, `name/**` what lies below
 * it too. The patterns are gitignore's: a scope must be opened before a package in it can be allowed.
 */
function only(who: string, allowed: string[]): object {
  const scopes = [...new Set(allowed.filter((name) => name.startsWith('@')).map((name) => name.split('/')[0]!))];
  const opened = scopes.flatMap((scope) => [`!${scope}`, `${scope}/*`]);
  const listed = allowed.flatMap((name) =>
    name.endsWith('/**') ? [`!${name.slice(0, -3)}`, `!${name}`] : [`!${name}`, `${name}/**`],
  );
  return {
    group: ['*', ...opened, ...listed, ...RELATIVE],
    message: `${who} may not import this: see "Libraries" in docs/decisions/0001-toolchain.md.`,
  };
}

/** The first pattern that knows a module decides, so the special ones come before the allow list. */
function restrict(files: string[], ...patterns: object[]): Override {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns: [OTHER_PACKAGE, ...patterns] }] } };
}

/** The rule for the source of one package and, with more allowed, for its tests. A later override replaces an earlier one. */
function ladder(folder: string, allowed: string[], forTests: string[], ...patterns: object[]): Override[] {
  const who = folder.split('/').at(-1)!;
  return [
    restrict([`${folder}/**`], ...patterns, only(who, allowed)),
    restrict(
      TESTS.map((name) => `${folder}/**/${name}`),
      only(`A test of ${who}`, [...allowed, ...TEST_LIBRARIES, ...forTests]),
    ),
  ];
}

const protocol = ['fractional-indexing', ...YJS];
const http = [...protocol, 'valibot', '@valibot/to-json-schema'];
const client = ['@fireside/protocol', '@fireside/protocol/http', 'y-websocket', 'y-protocols/**', ...YJS];
const elements = [
  '@fireside/protocol',
  '@fireside/protocol/http',
  '@fireside/client',
  'lit/**',
  '@lit/context',
  '@lit/localize',
  'date-fns',
  ...YJS,
];
const server = [
  '@fireside/protocol',
  '@fireside/protocol/http',
  'hono/**',
  '@hono/node-server/**',
  'ws',
  'y-protocols/**',
  'jose',
  'kysely',
  'livekit-server-sdk',
  'mdast',
  'mdast-util-gfm',
  'mdast-util-to-markdown',
  // One function each: the index loads three hundred files, a second of every start.
  'date-fns/**',
  'node:*/**',
  ...YJS,
];

/** HTTP schemas weigh as much as Lit; a browser takes their types and nothing else. */
const httpTypesOnly = {
  regex: '^@fireside/protocol/http$',
  allowTypeImports: true,
  message: 'A browser takes the types of /http only: the schemas stay out of the first load.',
};

/** Elements know each other by tag name: `../notes/define.ts` registers one (`define-….ts` another of the folder), its class stays its own. */
function otherElements(own: string): object {
  const others = ELEMENTS.filter((name) => name !== own).join('|');
  return {
    regex: `^(\\.\\./)+(${others})/(${notStartingWith('define')})`,
    message: 'Elements never import each other’s classes: use the tag, and define.ts to register it.',
  };
}

/** A negative look-ahead in the words of Rust's regular expressions, which have none. */
function notStartingWith(text: string): string {
  return text
    .split('')
    .map((letter, index) => `${text.slice(0, index).replaceAll('.', '\\.')}[^${letter}]`)
    .join('|');
}

/** date-fns counts; `Intl` shows: its `format` with time zones weighs more than Lit. */
const noFormat = {
  regex: '^date-fns$',
  importNamePattern: '^(format|intlFormat|lightFormat)',
  message: 'Use Intl for what people read.',
};

const imports: Override[] = [
  restrict(['**']),
  ...ladder('packages/protocol', protocol, []),
  ...ladder('packages/protocol/src/http', http, []),
  ...ladder('packages/client', client, [], httpTypesOnly),
  restrict(
    ['packages/client/src/call/livekit.ts'],
    httpTypesOnly,
    only('client', [...client, 'livekit-client', '@livekit/components-core']),
  ),
  ...ladder('packages/elements', elements, ['@fireside/client/fake'], httpTypesOnly, noFormat),
  ...ELEMENTS.flatMap((name) =>
    ladder(
      `packages/elements/src/${name}`,
      name === 'notes' ? [...elements, '@tiptap/**', 'marked'] : elements,
      ['@fireside/client/fake'],
      httpTypesOnly,
      noFormat,
      otherElements(name),
    ),
  ),
  ...ladder('server', server, [...MARKDOWN_READERS, 'ajv/**', 'y-websocket', 'fast-check']),
  ...ladder('examples/intranet', ['hono/**', '@hono/node-server/**', 'jose', 'node:*/**'], []),
];

const FORBIDDEN_IN_TESTS = ['describe', 'it', 'test', 'suite'].flatMap((object) =>
  ['only', 'skip', 'fixme', 'todo', 'fails'].map((property) => ({
    object,
    property,
    message: 'Every test runs, and every test counts.',
  })),
);

/** What a browser brings for keeping sound and picture: see docs/decisions/0014-no-recording.md. */
const RECORDERS = ['MediaRecorder', 'MediaStreamTrackProcessor'].map((name) => ({
  name,
  message: 'Nothing records a call.',
}));

export default {
  plugins: ['typescript', 'import', 'unicorn', 'oxc', 'promise'],
  categories: { correctness: 'error' },
  ignorePatterns: ['**/dist/**', '.data/**'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/parameter-properties': 'error',
    'typescript/no-namespace': 'error',
    'typescript/consistent-type-imports': 'error',
    'import/no-default-export': 'error',
    'import/no-cycle': 'error',
    'import/no-mutable-exports': 'error',
    'import/no-self-import': 'error',
    'oxc/no-barrel-file': ['error', { threshold: 0 }],
    'no-restricted-globals': ['error', ...RECORDERS],
    'no-restricted-properties': [
      'error',
      ...FORBIDDEN_IN_TESTS,
      ...RECORDERS.map(({ name, message }) => ({ property: name, message })),
    ],
    'no-console': 'error',
    'no-empty': 'error',
    'no-unused-vars': [
      'error',
      { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
    ],
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    // `() => void send()` says that an answer does not matter.
    'typescript/no-meaningless-void-operator': 'off',
    // Ids and paths sort by code unit.
    'typescript/require-array-sort-compare': 'off',
    // What a factory answers with are closures; taking one out loses no `this`.
    'typescript/unbound-method': 'off',
    // Letters are what people type; Yjs's types have a toString that their declarations do not tell.
    'typescript/no-misused-spread': ['error', { allow: ['string'] }],
    'typescript/no-base-to-string': 'off',
    // Walking over a copy is how a listener may be removed meanwhile.
    'unicorn/no-useless-spread': 'off',
    // `string | 'next'` tells a reader what to expect.
    'typescript/no-redundant-type-constituents': 'off',
    'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  },
  overrides: [
    ...imports,
    // Generated: a line for each sentence of the widget.
    { files: ['packages/elements/src/locales/*.ts'], rules: { 'max-lines': 'off' } },
    // Their tools read the default export.
    {
      files: ['*.config.ts', '*.config.mjs', '**/*.config.ts', '**/*.config.mjs'],
      rules: { 'import/no-default-export': 'off', 'no-restricted-imports': 'off' },
    },
    { files: ['scripts/**', 'test/**'], rules: { 'no-console': 'off' } },
  ],
};
