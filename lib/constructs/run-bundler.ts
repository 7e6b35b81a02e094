import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * `node run-bundler.ts <project folder> <folder under lambdas> <output folder>`. A process of its own, because
 * constructs cannot wait and esbuild's plugins can only be waited for.
 */
const [projectFolder = '', folder = '', outputFolder = ''] = process.argv.slice(2);

/** Packages below the SDK that are CommonJS call require(). */
const requireInEsm =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** Of its package.json the SDK reads the version. */
const versionOnly: Plugin = {
  name: 'version-only',
  setup(builder) {
    builder.onLoad({ filter: /@aws-sdk[\\/][^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/**
 * DynamoDB's errors of backups, exports, imports, replicas and tables, which no function asks for: 8 KB. Should one come
 * nevertheless, the SDK throws its general error under the same name.
 */
const NEVER_THROWN =
  /^n0_registry\.registerError\(\w*(?:Backup|Export|Import|Restore|GlobalTable|Replica|Policy|TableAlready|TableInUse|TableNot|PointInTime|InvalidEndpoint|IndexNot|DuplicateItem|Idempotent|TransactionInProgress)\w*\$, \w+\);\n/gm;

/**
 * The SDK's schemas have keys such as `[_h]`, where `const _h = "http"`. A computed key might do anything when it is
 * made a string, so esbuild keeps each schema of each operation: 60 KB for S3. Written out, the unused ones go.
 */
const literalSchemaKeys: Plugin = {
  name: 'literal-schema-keys',
  setup(builder) {
    builder.onLoad({ filter: /@aws-sdk[\\/].*[\\/]schemas_0\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const texts = new Map(
        [...source.matchAll(/^const (_\w+) = ("[^"\n]*");$/gm)].map(([, name, text]) => [name, text]),
      );
      const contents = source
        .replaceAll(NEVER_THROWN, '')
        .replaceAll(/\[(_\w+)\]:/g, (key, name: string) => (texts.has(name) ? `${texts.get(name)}:` : key));
      return { contents, loader: 'js' };
    });
  },
};

/** Protocols of the SDK that few clients speak, by the module that names them all, and who does want them. */
const SELDOM_SPOKEN = [
  {
    module: '@aws-sdk/core/protocols',
    lines: /^export .* from "\.\/(xml|query|cbor)\/.*\n/gm,
    wantedBy: /S3RestXmlProtocol\.js$/,
  },
  {
    module: '@smithy/core/protocols',
    lines: /^export .* from "\.\/(HttpBindingProtocol|serde\/\w*StringShape|serde\/HttpIntercepting).*\n/gm,
    wantedBy: /(AwsRest(Xml|Json)Protocol|XmlShapeDeserializer)\.js$/,
  },
];

/**
 * A function's start holds all that a module names which its start imports, as soon as anything in the bundle wants it:
 * XML, because S3 is imported later. Whoever does not want it gets the module without it.
 */
const protocolsApart: Plugin = {
  name: 'protocols-apart',
  setup(builder) {
    for (const { module, lines, wantedBy } of SELDOM_SPOKEN) {
      const isOurs = { isOurs: true };
      builder.onResolve({ filter: new RegExp(`^${module}$`) }, async ({ path, pluginData, ...asked }) => {
        if (pluginData === isOurs) return undefined;
        const { importer, kind, resolveDir } = asked;
        const found = await builder.resolve(path, { importer, kind, resolveDir, pluginData: isOurs });
        const { sideEffects } = found;
        return wantedBy.test(importer)
          ? { path: found.path, sideEffects }
          : { path: found.path, sideEffects, suffix: '?few', pluginData: lines };
      });
    }
    builder.onLoad({ filter: /protocols[\\/]index\.js$/ }, async ({ path, suffix, pluginData }) => {
      if (suffix !== '?few') return undefined;
      const contents = (await readFile(path, 'utf8')).replaceAll(pluginData as RegExp, '');
      return { contents, loader: 'js', resolveDir: dirname(path) };
    });
  },
};

await build({
  absWorkingDir: projectFolder,
  entryPoints: [join('lambdas', folder, 'index.ts')],
  outdir: outputFolder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true, // what a function seldom needs is not read when it starts
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  keepNames: true, // stack traces stay readable, and the SDK asks for a class by its name
  sourcemap: 'linked',
  sourcesContent: false,
  charset: 'utf8', // Korean text is six bytes a syllable otherwise
  mainFields: ['module', 'main'], // the SDK's ESM builds are a third smaller
  // Lambda hands over the role in the environment: the clients of SSO, STS and sign-in are 95 KB never asked.
  alias: { '@aws-sdk/credential-provider-node': './adapters/aws/environment-credentials.ts' },
  external: ['bowser'], // imported by the SDK in browsers only
  plugins: [versionOnly, literalSchemaKeys, protocolsApart],
  banner: { js: requireInEsm },
  logLevel: 'warning',
});
