import { App, Tags } from 'aws-cdk-lib';
import { brandCopy } from './config/brand-copy.ts';
import { stageConfig } from './config/stage-config.ts';
import { CopyStack } from './stacks/copy-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { DeliveryStack } from './stacks/delivery-stack.ts';
import { IngestStack } from './stacks/ingest-stack.ts';
import { ModelsStack } from './stacks/models-stack.ts';
import { PersonasStack } from './stacks/personas-stack.ts';
import { PrivacyStack } from './stacks/privacy-stack.ts';
import { PushStack } from './stacks/push-stack.ts';
import { ReadersStack } from './stacks/readers-stack.ts';

/** The whole application of one stage, ready to synthesise into `outputFolder`. */
export function kairosApp(stage: string | undefined, outputFolder?: string): App {
  const app = new App(outputFolder === undefined ? {} : { outdir: outputFolder });
  const asked: unknown = stage ?? app.node.tryGetContext('stage');
  const brandFile: unknown = app.node.tryGetContext('brand');
  const config = stageConfig(typeof asked === 'string' ? asked : 'dev');
  const env = config.region === undefined ? {} : { env: { region: config.region } };

  const data = new DataStack(app, `Kairos-${config.stage}-Data`, { ...env, config });
  const ingest = new IngestStack(app, `Kairos-${config.stage}-Ingest`, { ...env, config, data });
  const models = new ModelsStack(app, `Kairos-${config.stage}-Models`, { ...env, config, data });

  const push = config.hasPush ? new PushStack(app, `Kairos-${config.stage}-Push`, { ...env }) : undefined;
  const delivery = new DeliveryStack(app, `Kairos-${config.stage}-Delivery`, {
    ...env,
    config,
    data,
    api: ingest.api,
    stream: ingest.stream,
    pushApplicationId: push?.applicationId,
  });
  const personas = new PersonasStack(app, `Kairos-${config.stage}-Personas`, { ...env, config, data });
  const copy = new CopyStack(app, `Kairos-${config.stage}-Copy`, {
    ...env,
    data,
    copy: brandCopy(typeof brandFile === 'string' ? brandFile : undefined),
  });
  const privacy = new PrivacyStack(app, `Kairos-${config.stage}-Privacy`, { ...env, data });

  const readers = new ReadersStack(app, `Kairos-${config.stage}-Readers`, { ...env, config });

  Tags.of(app).add('application', 'kairos');
  Tags.of(app).add('kairos-stage', config.stage);
  Tags.of(data).add('kairos-station', 'profiles');
  Tags.of(ingest).add('kairos-station', 'events');
  Tags.of(models).add('kairos-station', 'models');
  Tags.of(delivery).add('kairos-station', 'delivery');
  Tags.of(personas).add('kairos-station', 'personas');
  Tags.of(privacy).add('kairos-station', 'profiles');
  Tags.of(copy).add('kairos-station', 'copy');
  Tags.of(readers).add('kairos-station', 'kpis');
  return app;
}
