import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { erasePersonEnvironment } from '#contracts/environment/privacy.ts';
import { allow, USE_KEY } from '../constructs/allow.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { StateMachine } from '../constructs/state-machine.ts';
import type { DataStack } from './data-stack.ts';

/** What people may ask for about themselves: the function that erases, and the machine that looks once more a day later. */
export class PrivacyStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { readonly data: DataStack }) {
    super(scope, id, props);
    const { data } = props;
    const erase = new NodeFunction(this, 'ErasePerson', {
      folder: 'erase-person',
      costs: props.data.costsOf('profiles'),
      environmentSchema: erasePersonEnvironment,
      environment: {
        TENANT_KEYS_SECRET_ID: data.tenantKeys.secretArn,
        CONTACT_TABLE_NAME: data.contactTable.tableName,
        PROFILE_TABLE_NAME: data.profileTable.tableName,
        LEDGER_TABLE_NAME: data.ledgerTable.tableName,
        PERSON_TABLE_NAME: data.personTable.tableName,
        PERSON_KEY_TABLE_NAME: data.personKeyTable.tableName,
        DUE_TABLE_NAME: data.dueTable.tableName,
        RECEIPT_TABLE_NAME: data.receiptTable.tableName,
        DOCUMENT_TABLE_NAME: data.documentTable.tableName,
        ARTEFACT_BUCKET_NAME: data.artefactBucket.bucketName,
      },
      // The due index is read once, all keys of it.
      timeout: Duration.minutes(15),
    }).function;
    const held = [
      data.contactTable,
      data.profileTable,
      data.ledgerTable,
      data.personTable,
      data.personKeyTable,
      data.dueTable,
      data.receiptTable,
    ].map(({ tableArn }) => tableArn);
    const read = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
    allow(erase, [...read, 'dynamodb:PutItem', 'dynamodb:DeleteItem'], ...held);
    allow(erase, ['dynamodb:Scan'], data.dueTable.tableArn);
    allow(erase, [...read, 'dynamodb:PutItem'], data.documentTable.tableArn);
    allow(erase, ['s3:PutObject'], data.artefactBucket.arnForObjects('proof/*'));
    allow(erase, ['secretsmanager:GetSecretValue'], data.tenantKeys.secretArn);
    allow(erase, USE_KEY, data.encryptionKey.keyArn);
    const machine = new StateMachine(this, 'Erase', {
      definition: 'erase',
      functions: { ErasePersonArn: erase },
      hasDistributedMap: false,
      // The hash of a request, times and the hash of a proof: nothing of a person.
      mayHoldPersonalData: false,
    });
    new CfnOutput(this, 'EraseStateMachineArn', { value: machine.machine.stateMachineArn });
  }
}
