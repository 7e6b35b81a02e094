import { createHash, randomUUID } from 'node:crypto';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createBedrockControl } from '#adapters/aws/bedrock-control.ts';
import { createBedrockGuardrails } from '#adapters/aws/bedrock-guardrails.ts';
import { createBedrockLanguageModel } from '#adapters/aws/bedrock-language-model.ts';
import { createDynamoCatalogueStore } from '#adapters/aws/dynamo-catalogue-store.ts';
import { createS3ObjectStore } from '#adapters/aws/s3-object-store.ts';
import { createStepFunctionsTokens } from '#adapters/aws/step-functions-tokens.ts';
import { createObjectCostJournal } from '#adapters/node/object-cost-journal.ts';
import { type CopyOffice, openCopyOffice } from '#app/copy/copy-office.ts';
import { createCopyReview } from '#app/copy/copy-review.ts';
import { importBrand, importFactSheets, loadBrand } from '#app/copy/copy-settings.ts';
import { createJournalMeter } from '#app/copy/meter-language-model.ts';
import { importOffers } from '#app/plan/offer-shelf.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { CostJournal } from '#app/ports/cost-journal.ts';
import type { LanguageModel } from '#app/ports/language-model.ts';
import type { Connection } from '../connection.ts';
import type { GuardrailState } from '../doctor/check-guardrail.ts';
import { type CloudStores, openCloudStores } from './cloud-stores.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A model may think for minutes over a long answer. */
const ANSWER_MS = 300_000;

/** What the copy verbs need of a local run or a stage. */
interface CopyPorts extends Pick<CloudStores, 'documents' | 'artefacts' | 'clock' | 'lake'> {
  readonly journal: CostJournal;
  readonly catalogue: CatalogueStore;
  readonly languageModel: LanguageModel;
  readonly sha256: (text: string) => string;
}

/** Opens the stores and the model. */
async function openCopyPorts(connection: Connection): Promise<CopyPorts> {
  const { documents, artefacts, clock, lake } = await openCloudStores(connection);
  const { clientConfig } = connection;
  const bedrock = new BedrockRuntimeClient({
    ...clientConfig,
    requestHandler: new NodeHttpHandler({ requestTimeout: ANSWER_MS }),
  });
  return {
    documents,
    artefacts,
    clock,
    lake,
    journal: createObjectCostJournal(
      createS3ObjectStore(new S3Client({ ...clientConfig, forcePathStyle: connection.kind === 'local' }), {
        bucketName: connection.nameOf('ArtefactBucketName'),
      }),
    ),
    catalogue: createDynamoCatalogueStore(new DynamoDBClient(clientConfig), {
      tableName: connection.nameOf('CatalogueTableName'),
    }),
    languageModel: createBedrockLanguageModel(bedrock, { cachesPrefix: true }),
    sha256,
  };
}

/** The copy station of a local run or a stage; its tokens go to the cost journal, as those of the state machine do. */
export async function openOffice(connection: Connection): Promise<CopyOffice> {
  const ports = await openCopyPorts(connection);
  const meter = createJournalMeter({
    journal: ports.journal,
    clock: ports.clock,
    region: connection.clientConfig.region,
    newId: randomUUID,
    onUnmetered: (entries) => process.emitWarning(`not metered: ${JSON.stringify(entries)}`),
  });
  const office = await openCopyOffice({ ...ports, meter });
  const tokens = createStepFunctionsTokens(new SFNClient(connection.clientConfig));
  const review = createCopyReview({ documents: ports.documents, copies: office.copies, tokens });
  const close: CopyOffice['copies']['close'] = async (setId) => {
    const closed = await office.copies.close(setId);
    await review.answer();
    return closed;
  };
  return { ...office, copies: { ...office.copies, close } };
}

/** The brand's guardrail beside what Bedrock has. The local cloud has none: there is nothing to compare with. */
export async function openGuardrail(connection: Connection): Promise<GuardrailState | undefined> {
  if (connection.kind === 'local') return undefined;
  const { documents } = await openCloudStores(connection);
  if ((await documents.load('brand', 'live')).value === undefined) return undefined;
  const { guardrail: wanted, languages } = (await loadBrand(documents)).copy;
  if (wanted === undefined) return undefined;
  const control = createBedrockControl(new BedrockRuntimeClient(connection.clientConfig), undefined);
  const found = await createBedrockGuardrails(control).find(wanted.id, wanted.version);
  return { wanted, languages, found };
}

/** Stores a brand, fact sheets or offers. */
export async function importSettings(
  connection: Connection,
  {
    kind,
    text,
    by,
  }: { readonly kind: 'brand' | 'facts' | 'offers'; readonly text: string; readonly by: string },
): Promise<readonly string[]> {
  const { documents, clock } = await openCloudStores(connection);
  if (kind === 'brand') return [(await importBrand(documents, text)).name];
  if (kind === 'offers') return importOffers(documents, text);
  return importFactSheets(documents, text, { by, atMs: clock.nowMs(), sha256 });
}
