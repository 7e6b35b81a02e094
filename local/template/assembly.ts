import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '#core/kernel/errors.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Condition?: string;
}

interface Template {
  readonly Resources?: Record<string, Resource>;
  readonly Parameters?: Record<string, { readonly Type: string; readonly Default?: unknown }>;
  readonly Conditions?: Record<string, unknown>;
  readonly Mappings?: Record<string, unknown>;
  readonly Outputs?: Record<
    string,
    { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }
  >;
}

export interface Stack {
  readonly name: string;
  readonly template: Template;
  /** Folder of each asset by the object key under which CDK would upload it. */
  readonly assetFolders: ReadonlyMap<string, string>;
}

interface Artifact {
  readonly type: string;
  readonly dependencies?: readonly string[];
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly directoryName?: string;
    readonly file?: string;
  };
}

interface AssetManifest {
  readonly files?: Record<
    string,
    {
      readonly source: { readonly path?: string };
      readonly destinations: Record<string, { readonly objectKey: string }>;
    }
  >;
}

/** The stacks of a synthesised assembly (`cdk.out`), each after those it depends on. */
export function readAssembly(folder: string): Stack[] {
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(manifest))
    throw new InputError(`${folder} holds no synthesised templates: run npm run synth first`);
  const { artifacts = {} } = readJson(manifest) as { artifacts?: Record<string, Artifact> };
  const inner = Object.values(artifacts)
    .filter((artifact) => artifact.type === 'cdk:cloud-assembly')
    .flatMap((artifact) => readAssembly(join(folder, artifact.properties?.directoryName ?? '')));
  const assetFolders = new Map(
    Object.values(artifacts)
      .filter((artifact) => artifact.type === 'cdk:asset-manifest')
      .flatMap((artifact) => readAssets(folder, artifact.properties?.file ?? '')),
  );
  return [...inner, ...inOrder(artifacts).map((id) => readStack(folder, id, artifacts[id], assetFolders))];
}

function inOrder(artifacts: Record<string, Artifact>): string[] {
  const ordered = new Set<string>();
  const visit = (id: string): void => {
    const artifact = artifacts[id];
    if (ordered.has(id) || artifact?.type !== 'aws:cloudformation:stack') return;
    for (const dependency of artifact.dependencies ?? []) visit(dependency);
    ordered.add(id);
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return [...ordered];
}

function readStack(
  folder: string,
  id: string,
  artifact: Artifact | undefined,
  assetFolders: ReadonlyMap<string, string>,
): Stack {
  const template = readJson(join(folder, artifact?.properties?.templateFile ?? `${id}.template.json`));
  return { name: artifact?.properties?.stackName ?? id, template: template as Template, assetFolders };
}

function readAssets(folder: string, file: string): [string, string][] {
  const { files = {} } = readJson(join(folder, file)) as AssetManifest;
  return Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }): [string, string] => [
      objectKey,
      join(folder, source.path ?? ''),
    ]),
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
