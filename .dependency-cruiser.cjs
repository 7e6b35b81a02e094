/** The one-way flow of docs/architecture.md as rules: a cycle, a wrong arrow or an unresolved import fails the build. */
const stations = ['events', 'profiles', 'models', 'personas', 'copy', 'plan', 'delivery', 'outcomes', 'kpis'];
const later = (index) => stations.slice(index + 1).join('|');

/** `from` may import nothing of ours or of npm but what `allowed` matches. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});

const oneWay = (layer) =>
  stations.slice(0, -1).map((station, index) => ({
    name: `${layer}-${station}-never-looks-ahead`,
    comment: 'Data flows events → … → kpis; code never points backwards.',
    severity: 'error',
    from: { path: `^${layer}/${station}/` },
    to: { path: `^${layer}/(${later(index)})/` },
  }));

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only(
      'core-ground',
      '^core/(kernel|maths)/',
      ['^core/(kernel|maths)/'],
      'kernel and maths know no customer',
    ),
    only('core-pure', '^core/', ['^core/'], 'core is what is true without a computer'),
    ...oneWay('core'),
    {
      name: 'cost-stands-beside',
      comment: 'Every station may meter; the ledger knows none of them.',
      severity: 'error',
      from: { path: '^(core|app)/cost/' },
      to: { path: `^(core|app)/(${stations.join('|')})/` },
    },
    ...oneWay('app'),
    only(
      'contracts-are-schemas',
      '^contracts/',
      ['^contracts/', '^core/', '^node_modules/zod'],
      'contracts: core types and zod',
    ),
    only(
      'ports-are-interfaces',
      '^app/ports/',
      ['^app/ports/', '^core/', '^contracts/'],
      'ports speak the language of core',
    ),
    only(
      'app-needs-no-adapter',
      '^app/',
      ['^app/', '^core/', '^contracts/'],
      'use cases take ports as arguments',
    ),
    {
      name: 'adapters-no-use-cases',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: '^(app/(?!ports/)|lambdas|lib|local|bin|demo)' },
    },
    {
      name: 'adapter-families-apart',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/' },
      to: { path: '^adapters/', pathNot: '^adapters/($1|node)/' },
    },
    {
      name: 'handler-stays-thin',
      severity: 'error',
      from: { path: '^lambdas/[^/]+/handler\\.ts$' },
      to: { path: '^(adapters|lib|local|bin|demo|node_modules/@aws-sdk)' },
    },
    {
      name: 'lambdas-apart',
      severity: 'error',
      from: { path: '^lambdas/([^/]+)/' },
      to: { path: '^lambdas/', pathNot: '^lambdas/($1|shared)/' },
    },
    {
      name: 'lambdas-know-no-cdk',
      severity: 'error',
      from: { path: '^lambdas/' },
      to: { path: '^(lib|local|bin|demo)/|node_modules/aws-cdk-lib' },
    },
    only(
      'lib-is-cdk',
      '^lib/',
      [
        '^lib/',
        '^contracts/',
        '^core/',
        '^node_modules/(aws-cdk-lib|constructs|cdk-nag|esbuild|zod)',
        '^(node:)?(fs|fs/promises|path|url|os|crypto|child_process)$',
      ],
      'lib: contracts and CDK, no runtime code',
    ),
    {
      name: 'local-reads-templates',
      severity: 'error',
      from: { path: '^(local|bin/(?!cloud))' },
      to: { path: '^lib/' },
    },
    {
      name: 'demo-knows-no-truth-of-ours',
      severity: 'error',
      from: { path: '^demo/' },
      to: { path: '^(core|app|contracts|adapters|lambdas|lib|local)/' },
    },
    {
      name: 'product-cannot-see-the-demo',
      severity: 'error',
      from: { path: '^(core|app|contracts|adapters|lambdas|lib|local)/' },
      to: { path: '^demo/' },
    },
    {
      name: 'sdk-in-adapters-only',
      severity: 'error',
      from: { pathNot: '^(adapters/aws|lambdas/([^/]+/index|shared/open-[^/]+)\\.ts|local|tests|bench|bin)' },
      to: { path: 'node_modules/@aws-sdk' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
