/**
 * Who may import whom: R1–R6 and R9 of ARCHITECTURE.md, as far as imports show them.
 * What imports cannot show (clock, SQL text, schemas, names) is in test/architecture/rules/.
 * Every rule here is proved by a planted fault in test/architecture/imports.test.ts.
 */

/** Parts of the spine from the lowest to the highest; a part imports only earlier ones. */
export const SPINE_ORDER = [
  'bodies',
  'plan',
  'indicators',
  'observations',
  'roll-up',
  'imports',
  'posts',
  'notices',
  'evidence',
  'steps',
  'threads',
  'structure',
  'surveys',
  'visibility',
  'home',
  'sample',
];

const TESTS = '[.]test[.]tsx?$';

const spineOrder = SPINE_ORDER.map((part, place) => ({
  name: `R4-spine-order-${part}`,
  comment: `spine/${part} imports only earlier parts: ${SPINE_ORDER.slice(0, place).join(', ') || 'none'}`,
  severity: 'error',
  from: { path: `^src/spine/${part}/` },
  to: {
    path: '^src/spine/',
    pathNot: [
      `^src/spine/(${SPINE_ORDER.slice(0, place + 1).join('|')})/`,
      '^src/spine/contracts/',
      '^src/spine/module[.]ts$',
    ],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
const configuration = {
  forbidden: [
    {
      name: 'R1-no-circles',
      comment: 'No import circle, types included: what stands in a circle cannot be read or tested alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'R2-core-imports-only-core',
      comment: 'core/ is pure: no npm package, no Node module, nothing of the floors above.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: TESTS },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'R3-rules-are-pure',
      comment:
        'Rules and file kinds import core/, rules of their own part, spine/contracts and the facts of data/.',
      severity: 'error',
      from: {
        path: '^(src/(?:spine|modules)/[^/]+)/(?:rules|kinds|file-kinds?)(?:[.]ts$|/)',
        pathNot: TESTS,
      },
      to: {
        pathNot: [
          '^src/core/',
          '^src/spine/contracts/',
          '^data/',
          '^$1/(?:rules|kinds|file-kinds?)(?:[.]ts$|/)',
        ],
      },
    },
    {
      name: 'R4-modules-apart',
      comment: 'A module never imports another: what it needs is a type in spine/contracts/, joined in app/.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/', pathNot: '^src/modules/$1/' },
    },
    ...spineOrder,
    {
      name: 'R4-spine-parts-are-declared',
      comment: 'A folder of spine/ that is missing in SPINE_ORDER would be bound by no order.',
      severity: 'error',
      from: {
        path: '^src/spine/',
        pathNot: `^src/spine/(?:(?:${SPINE_ORDER.join('|')}|contracts)/|module[.]ts$)`,
      },
      to: {},
    },
    {
      name: 'R4-contracts-are-types-of-core',
      comment:
        'spine/contracts/ and the contract of a module import core/, contracts and platform types only.',
      severity: 'error',
      from: { path: '^src/spine/(?:contracts/|module[.]ts$)', pathNot: TESTS },
      to: {
        path: '^(?:src/|test/|bench/)',
        pathNot: ['^src/core/', '^src/spine/contracts/', '^src/platform/'],
      },
    },
    {
      name: 'R4-only-roll-up-records',
      comment: 'A value and the sums it moves are written in one transaction: record through roll-up.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/spine/(?:observations|roll-up)/', TESTS] },
      to: { path: '^src/spine/observations/actions[.]ts$' },
    },
    {
      name: 'R5-nothing-below-imports-modules-or-app',
      comment: 'core, platform, ui and spine never import modules/ or app/.',
      severity: 'error',
      from: { path: '^src/(?:core|platform|ui|spine)/' },
      to: { path: '^src/(?:modules|app)/' },
    },
    {
      name: 'R5-platform-knows-no-subject',
      comment: 'platform/ imports core/ and platform/ only: it knows nothing of bodies, plans or pages.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: TESTS },
      to: { path: '^src/(?!core/|platform/)' },
    },
    {
      name: 'R5-ui-imports-core-and-ui',
      comment: 'ui/ draws what it is given: no database, no spine.',
      severity: 'error',
      from: { path: '^src/ui/', pathNot: TESTS },
      to: { path: '^src/(?!core/|ui/)' },
    },
    {
      name: 'R5-modules-do-not-import-app',
      comment: 'app/ joins the modules; nothing imports it.',
      severity: 'error',
      from: { path: '^src/modules/' },
      to: { path: '^src/app/' },
    },
    {
      name: 'R6-only-the-face-of-a-module',
      comment: 'From outside only module.ts of a module.',
      severity: 'error',
      from: { path: '^(?:src|bench|scripts)/', pathNot: '^src/modules/' },
      to: { path: '^src/modules/[^/]+/', pathNot: '^src/modules/[^/]+/module[.]ts$' },
    },
    {
      name: 'R6-only-app-imports-faces',
      comment: 'The faces of modules are joined in app/ and nowhere else.',
      severity: 'error',
      from: { path: '^(?:src|bench|scripts)/', pathNot: '^src/(?:modules|app)/' },
      to: { path: '^src/modules/' },
    },
    {
      name: 'R7-pages-never-touch-the-driver',
      comment: 'Pages and APIs ask queries.ts.',
      severity: 'error',
      from: { path: '^src/(?:spine|modules)/[^/]+/(?:pages/|api/|api[.]ts$)', pathNot: TESTS },
      to: { path: '(?:^|node_modules/)(?:pg|pg-copy-streams|kysely)(?:/|$)' },
    },
    {
      name: 'R9-no-index-files',
      comment: 'No index.ts: a name has one home, and barrels stand in every large import circle.',
      severity: 'error',
      from: {},
      to: { path: '^(?:src|test|bench)/(?:.*/|)index[.](?:ts|tsx|js)$' },
    },
    {
      name: 'no-program-imports-tests',
      comment: 'What is shipped never imports test/ or bench/.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: '^(?:test|bench)/|[.]test[.]tsx?$' },
    },
    {
      name: 'no-development-packages-in-the-program',
      comment: 'What is shipped imports only dependencies of the program.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'no-unresolvable-imports',
      comment: 'An import that cannot be followed is an import that cannot be judged.',
      severity: 'error',
      from: {},
      // Packages of types alone have no file that the cruiser could reach.
      to: { couldNotResolve: true, pathNot: '^(?:topojson-specification|geojson)$' },
    },
  ],
  options: {
    // Without these two the cruiser reads no TypeScript, finds nothing and passes.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:dist|test-output)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};

export default configuration;
