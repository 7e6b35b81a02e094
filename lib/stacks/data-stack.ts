import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { PLAN_DAYS } from '#contracts/personal-stores.ts';
import type { StageConfig } from '../config/stage-config.ts';
import { encryptedTable } from '../constructs/encrypted-table.ts';
import type { FunctionCosts } from '../constructs/node-function.ts';
import { privateBucket } from '../constructs/private-bucket.ts';

/** A run that failed can be taken up again for so long. */
const SNAPSHOT_DAYS = 7;

/** Everything that outlives a deployment: tables, buckets, the key that encrypts them, the tenant's secrets. */
export class DataStack extends Stack {
  readonly encryptionKey: Key;
  readonly profileTable: Table;
  readonly ledgerTable: Table;
  readonly personTable: Table;
  readonly personKeyTable: Table;
  readonly contactTable: Table;
  readonly sourceTable: Table;
  readonly catalogueTable: Table;
  readonly documentTable: Table;
  readonly dueTable: Table;
  readonly budgetTable: Table;
  readonly receiptTable: Table;
  readonly rateTable: Table;
  readonly offerTable: Table;
  /** Only people write it, by the command line: no function is granted it. */
  readonly accessTable: Table;
  readonly lakeBucket: Bucket;
  readonly artefactBucket: Bucket;
  /** Exports, snapshots and working files of runs: personal data, gone within a week. */
  readonly snapshotBucket: Bucket;
  readonly quarantineBucket: Bucket;
  readonly failureBucket: Bucket;
  readonly tenantKeys: Secret;
  readonly writeKeys: Secret;

  constructor(scope: Construct, id: string, props: StackProps & { readonly config: StageConfig }) {
    super(scope, id, props);
    const { protectsData, quarantineDays, unreadableDays } = props.config;
    const encryptionKey = new Key(this, 'EncryptionKey', {
      description: 'Personal data of Kairos at rest',
      enableKeyRotation: true,
      removalPolicy: protectsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.encryptionKey = encryptionKey;
    this.profileTable = encryptedTable(this, 'ProfileTable', {
      table: 'profile',
      encryptionKey,
      protectsData,
    });
    this.ledgerTable = encryptedTable(this, 'LedgerTable', { table: 'ledger', encryptionKey, protectsData });
    this.personTable = encryptedTable(this, 'PersonTable', { table: 'person', encryptionKey, protectsData });
    this.personKeyTable = encryptedTable(this, 'PersonKeyTable', {
      table: 'personKey',
      encryptionKey,
      protectsData,
    });
    this.contactTable = encryptedTable(this, 'ContactTable', {
      table: 'contact',
      encryptionKey,
      protectsData,
    });
    this.sourceTable = encryptedTable(this, 'SourceTable', { table: 'source', encryptionKey, protectsData });
    this.catalogueTable = encryptedTable(this, 'CatalogueTable', {
      table: 'catalogue',
      encryptionKey,
      protectsData,
    });
    this.documentTable = encryptedTable(this, 'DocumentTable', {
      table: 'document',
      encryptionKey,
      protectsData,
    });
    this.dueTable = encryptedTable(this, 'DueTable', { table: 'due', encryptionKey, protectsData });
    this.budgetTable = encryptedTable(this, 'BudgetTable', { table: 'budget', encryptionKey, protectsData });
    this.receiptTable = encryptedTable(this, 'ReceiptTable', {
      table: 'receipt',
      encryptionKey,
      protectsData,
    });
    this.accessTable = encryptedTable(this, 'AccessTable', { table: 'access', encryptionKey, protectsData });
    this.rateTable = encryptedTable(this, 'RateTable', { table: 'rate', encryptionKey, protectsData });
    this.offerTable = encryptedTable(this, 'OfferTable', { table: 'offer', encryptionKey, protectsData });

    this.lakeBucket = privateBucket(this, 'LakeBucket', { encryptionKey, protectsData });
    this.artefactBucket = privateBucket(this, 'ArtefactBucket', {
      encryptionKey,
      protectsData,
      sooner: { prefix: 'plan/', days: PLAN_DAYS },
    });
    this.snapshotBucket = privateBucket(this, 'SnapshotBucket', {
      encryptionKey,
      protectsData,
      expiryDays: SNAPSHOT_DAYS,
    });
    this.quarantineBucket = privateBucket(this, 'QuarantineBucket', {
      encryptionKey,
      protectsData,
      expiryDays: quarantineDays,
      sooner: { prefix: 'bytes/', days: unreadableDays },
    });
    this.failureBucket = privateBucket(this, 'FailureBucket', {
      encryptionKey,
      protectsData,
      expiryDays: quarantineDays,
    });

    this.tenantKeys = this.secret('TenantKeys', {
      description: 'Key of the keyed hashes and of the lake; losing it loses both',
      template: { id: 'k1' },
      generated: 'secret',
      protectsData,
    });
    this.writeKeys = this.secret('WriteKeys', {
      description: 'Write keys of the sources that may send events',
      template: { id: 'default', source: 'default' },
      generated: 'writeKey',
      protectsData,
    });
    this.putOut();
  }

  /** The cost journal, as a function of this station writes it. */
  costsOf(station: string): FunctionCosts {
    return { station, journalBucket: this.artefactBucket, encryptionKey: this.encryptionKey };
  }

  /** What the command line asks a stage for. */
  private putOut(): void {
    const names = {
      ProfileTableName: this.profileTable.tableName,
      LedgerTableName: this.ledgerTable.tableName,
      PersonTableName: this.personTable.tableName,
      PersonKeyTableName: this.personKeyTable.tableName,
      ContactTableName: this.contactTable.tableName,
      SourceTableName: this.sourceTable.tableName,
      CatalogueTableName: this.catalogueTable.tableName,
      DocumentTableName: this.documentTable.tableName,
      DueTableName: this.dueTable.tableName,
      BudgetTableName: this.budgetTable.tableName,
      ReceiptTableName: this.receiptTable.tableName,
      AccessTableName: this.accessTable.tableName,
      RateTableName: this.rateTable.tableName,
      OfferTableName: this.offerTable.tableName,
      ArtefactBucketName: this.artefactBucket.bucketName,
      SnapshotBucketName: this.snapshotBucket.bucketName,
      LakeBucketName: this.lakeBucket.bucketName,
      QuarantineBucketName: this.quarantineBucket.bucketName,
      FailureBucketName: this.failureBucket.bucketName,
      TenantKeysSecretId: this.tenantKeys.secretArn,
      WriteKeysSecretId: this.writeKeys.secretArn,
    };
    for (const [name, value] of Object.entries(names)) new CfnOutput(this, name, { value });
  }

  private secret(
    id: string,
    options: {
      description: string;
      template: Record<string, string>;
      generated: string;
      protectsData: boolean;
    },
  ): Secret {
    const secret = new Secret(this, id, {
      description: options.description,
      encryptionKey: this.encryptionKey,
      generateSecretString: {
        secretStringTemplate: JSON.stringify(options.template),
        generateStringKey: options.generated,
        passwordLength: 48,
        excludePunctuation: true,
      },
      removalPolicy: options.protectsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    return secret;
  }
}
