import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import {
  assignPersonasEnvironment,
  findPersonasEnvironment,
  namePersonasEnvironment,
} from '#contracts/environment/personas.ts';
import type { StageConfig } from '../config/stage-config.ts';
import { allow, USE_KEY } from '../constructs/allow.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { StateMachine } from '../constructs/state-machine.ts';
import type { DataStack } from './data-stack.ts';

interface PersonasStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
}

const READ_PEOPLE = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Scan'];

/** From profiles, catalogue and reviews to personas that people decide on: the functions and the state machine of a run. */
export class PersonasStack extends Stack {
  private readonly config: StageConfig;
  private readonly data: DataStack;

  constructor(scope: Construct, id: string, props: PersonasStackProps) {
    super(scope, id, props);
    this.config = props.config;
    this.data = props.data;
    const persona = new StateMachine(this, 'Persona', {
      definition: 'persona',
      functions: {
        FindPersonasArn: this.find(),
        NamePersonasArn: this.name(),
        AssignPersonasArn: this.assign(),
      },
      hasDistributedMap: false,
      // Ids of personas, counts and hashes: nothing of a person.
      mayHoldPersonalData: false,
    });
    new CfnOutput(this, 'PersonaStateMachineArn', { value: persona.machine.stateMachineArn });
  }

  private get people() {
    const { config, data } = this;
    return {
      BRAND_ZONE: config.brandZone,
      BRAND_CURRENCY: config.brandCurrency,
      PROFILE_TABLE_NAME: data.profileTable.tableName,
      LEDGER_TABLE_NAME: data.ledgerTable.tableName,
    };
  }

  private get personas() {
    const { documentTable, artefactBucket } = this.data;
    return { DOCUMENT_TABLE_NAME: documentTable.tableName, ARTEFACT_BUCKET_NAME: artefactBucket.bucketName };
  }

  private allowPersonas(grantee: LambdaFunction, isWriting: boolean): void {
    const { documentTable, artefactBucket, encryptionKey } = this.data;
    const write = isWriting ? ['dynamodb:PutItem'] : [];
    allow(
      grantee,
      ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', ...write],
      documentTable.tableArn,
    );
    allow(grantee, ['s3:GetObject'], artefactBucket.arnForObjects('persona/*'));
    allow(grantee, ['s3:ListBucket'], artefactBucket.bucketArn);
    allow(grantee, USE_KEY, encryptionKey.keyArn);
  }

  private find(): LambdaFunction {
    const { data, config } = this;
    const { personKeyTable, catalogueTable, lakeBucket, tenantKeys, artefactBucket } = data;
    const find = new NodeFunction(this, 'FindPersonas', {
      folder: 'find-personas',
      costs: this.data.costsOf('personas'),
      environmentSchema: findPersonasEnvironment,
      environment: {
        ...this.people,
        ...this.personas,
        TENANT_KEYS_SECRET_ID: tenantKeys.secretArn,
        PERSON_KEY_TABLE_NAME: personKeyTable.tableName,
        CATALOGUE_TABLE_NAME: catalogueTable.tableName,
        LAKE_BUCKET_NAME: lakeBucket.bucketName,
        EMBEDDING_MODEL_ID: config.embeddingModelId,
      },
      timeout: Duration.minutes(15),
      memorySizeMiB: 3008,
    }).function;
    this.allowPersonas(find, true);
    allow(find, READ_PEOPLE, data.profileTable.tableArn, data.ledgerTable.tableArn, personKeyTable.tableArn);
    allow(find, ['dynamodb:Query'], catalogueTable.tableArn);
    allow(find, ['s3:PutObject'], artefactBucket.arnForObjects('persona/*'));
    allow(find, ['s3:GetObject'], lakeBucket.arnForObjects('lake/*'));
    allow(find, ['s3:ListBucket'], lakeBucket.bucketArn);
    allow(find, ['secretsmanager:GetSecretValue'], tenantKeys.secretArn);
    if (config.embeddingModelId !== 'local') this.allowModel(find, config.embeddingModelId);
    return find;
  }

  private name(): LambdaFunction {
    const name = new NodeFunction(this, 'NamePersonas', {
      folder: 'name-personas',
      costs: this.data.costsOf('personas'),
      environmentSchema: namePersonasEnvironment,
      environment: { ...this.personas, NAMING_MODEL_ID: this.config.namingModelId },
      timeout: Duration.minutes(3),
    }).function;
    this.allowPersonas(name, true);
    this.allowModel(name, this.config.namingModelId);
    return name;
  }

  private assign(): LambdaFunction {
    const { profileTable, ledgerTable, catalogueTable } = this.data;
    const assign = new NodeFunction(this, 'AssignPersonas', {
      folder: 'assign-personas',
      costs: this.data.costsOf('personas'),
      environmentSchema: assignPersonasEnvironment,
      environment: {
        ...this.people,
        ...this.personas,
        CATALOGUE_TABLE_NAME: catalogueTable.tableName,
      },
      timeout: Duration.minutes(15),
      memorySizeMiB: 1769,
    }).function;
    this.allowPersonas(assign, false);
    allow(assign, [...READ_PEOPLE, 'dynamodb:PutItem'], profileTable.tableArn);
    allow(assign, READ_PEOPLE, ledgerTable.tableArn);
    allow(assign, ['dynamodb:Query'], catalogueTable.tableArn);
    return assign;
  }

  /** A model itself, or an inference profile of the account, which calls the model in several Regions. */
  private allowModel(grantee: LambdaFunction, modelId: string): void {
    const model = modelId.replace(/^(?:apac|global|us|eu)\./, '');
    allow(
      grantee,
      ['bedrock:InvokeModel'],
      `arn:${this.partition}:bedrock:*::foundation-model/${model}`,
      `arn:${this.partition}:bedrock:${this.region}:${this.account}:inference-profile/${modelId}`,
    );
  }
}
