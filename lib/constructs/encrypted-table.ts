import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { type TableKey, type TableName, tables } from '#contracts/tables.ts';

export interface EncryptedTableProps {
  readonly table: TableName;
  readonly encryptionKey: IKey;
  readonly protectsData: boolean;
}

/** A table on demand, encrypted by our key, restorable to any second of the last 35 days. */
export function encryptedTable(scope: Construct, id: string, props: EncryptedTableProps): Table {
  const key: TableKey = tables[props.table];
  return new Table(scope, id, {
    partitionKey: { name: key.partitionKey, type: AttributeType.STRING },
    ...(key.sortKey === undefined ? {} : { sortKey: { name: key.sortKey, type: AttributeType.STRING } }),
    ...(key.expiryAttribute === undefined ? {} : { timeToLiveAttribute: key.expiryAttribute }),
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: props.encryptionKey,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: props.protectsData,
    removalPolicy: props.protectsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
