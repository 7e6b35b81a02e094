import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { QuarantineEntry } from '#app/ports/quarantine.ts';
import type { Services } from '#bin/services.ts';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';
import { NOW_MS, run } from './fake-process.ts';

const entry: QuarantineEntry = {
  id: 's:1:0',
  shardId: 's',
  sequenceNumber: '1',
  index: 0,
  partitionKey: '1',
  arrivedAtMs: NOW_MS,
  reason: 'bad_money',
  path: 'properties.total',
  detail: 'properties.total must be a number of 0 or more',
  expected: 'measure',
  body: { kind: 'json', text: '{"secret":1}' },
};

const merges = [
  { keys: ['1', '2'], state: 'merged', evidence: { kind: 'email', note: 'email:k1.a' }, reason: '' },
  {
    keys: ['1', 'son'],
    state: 'undone',
    evidence: { kind: 'phone', note: 'phone:k1.b' },
    reason: 'conflicting_email',
  },
  {
    keys: ['1', 'wife'],
    state: 'undone',
    evidence: { kind: 'manual', note: 'ann' },
    reason: 'manual: ann',
  },
];

const asked: unknown[] = [];

const services: Partial<Services> = {
  viewProfile: async (_, customer) =>
    customer === '1'
      ? { customer: '1', person: { personId: 'p1', merges }, spend: [{ netMinor: 12_900, currency: 'KRW' }] }
      : undefined,
  exportPerson: async (_, customer, reason) => ({ customer, reason }),
  mergePersons: async (_, [, other]) =>
    other === 'till' ? { status: 'refused', reason: 'too_many_keys' } : { status: 'merged', personId: 'p1' },
  unmergePersons: async () => ({ status: 'not_merged' }),
  quarantine: async () => ({
    put: async () => undefined,
    async *list() {
      yield entry;
    },
    markReplayed: async () => true,
  }),
  replayQuarantine: async (_connection, request) => {
    asked.push(request);
    return { replayedCount: 1, skippedCount: 2, refused: {} };
  },
  checkQuality: async () => [],
  rebuildProfiles: async () => ({ profileCount: 3, eventCount: 9, changedCount: 0, busyCount: 0 }),
  noticeDesk: async () => ({
    nowMs: () => NOW_MS,
    async *due() {
      yield { personId: 'p1', channel: 'email', kind: 'renewal', granted: true, dueMs: NOW_MS + 1 };
    },
    async noteListed(...listed) {
      asked.push(listed);
    },
    record: async () => 0,
  }),
  rotateKeys: async () => ({
    status: async () => ({ inForce: ['k1'], retired: [], mayEndFrom: undefined }),
    begin: async () => ({ inForce: ['k2', 'k1'], retired: [], mayEndFrom: '2026-11-23T00:00:00.000Z' }),
    rehash: async () => ({
      ...{ inForce: ['k2', 'k1'], retired: [], mayEndFrom: undefined },
      ...{ movedCount: 0, namedCount: 7, unnamed: { loyalty: 3 } },
    }),
    end: async (leaves) =>
      leaves
        ? {
            status: 'ended',
            inForce: ['k2'],
            retired: ['k1'],
            mayEndFrom: undefined,
            movedCount: 7,
            namedCount: 0,
          }
        : { status: 'unnamed', unnamed: { loyalty: 3 }, inForce: ['k2', 'k1'], retired: [], mayEndFrom: '' },
  }),
  async *tailEvents() {
    yield {
      atMs: NOW_MS,
      status: 'quarantined',
      customerKey: '1',
      name: 'Order Completed',
      messageId: 'm',
      reason: 'late',
    };
  },
};

describe('verbs over a local run', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway();
  });
  afterAll(() => gateway.close());
  const say = (...words: string[]) => run([...words, '--endpoint', gateway.url], { services });

  it('show a customer, as lines and as JSON', async () => {
    const page = (await say('profile', '1')).stdout;
    expect(page).toMatch(/^Customer 1\n/);
    expect(page).toMatch(/spend after refunds +12,900 KRW\n/);
    expect(JSON.parse((await say('profile', '1', '--json')).stdout)).toMatchObject({
      spend: [{ netMinor: 12_900 }],
    });
  });

  it('say in both languages which customers are kept apart, and why', async () => {
    const page = (await say('profile', '1')).stdout;
    expect(page).toMatch(/1 \+ 2 +one person +same e-mail\n/);
    expect(page).toMatch(/1 \+ son +apart +same phone number – Their e-mail addresses differ/);
    expect(page).toMatch(/1 \+ wife +apart +somebody joined them \(kairos merge\) – Somebody parted them/);
    const korean = (await say('profile', '1', '--language', 'ko')).stdout;
    expect(korean).toMatch(/1 \+ son +따로 +같은 전화번호 – 이메일이 서로 다릅니다/);
    expect(korean).not.toMatch(/parted|differ/);
  });

  it('write a list of people only with a reason, noted for each of them', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'kairos-notices-')), 'due.jsonl');
    expect((await say('notices')).status).toBe(0);
    expect(await say('notices', '--to', file)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--reason'),
    });
    expect((await say('notices', '--to', file, '--reason', 'yearly')).status).toBe(0);
    expect(asked.at(-1)).toEqual(['p1', 'yearly']);
  });

  it('rotate the hashing key, and say what only the older one knows', async () => {
    expect((await say('keys')).stdout).toContain('in force k1; retired –');
    expect((await say('keys', 'rotate', '--language', 'ko')).stdout).toContain('사용 중 k2, k1');
    expect((await say('keys', 'rehash')).stdout).toContain('known under the older key only: loyalty 3');
    expect(await say('keys', 'end')).toMatchObject({ status: 2, stderr: expect.stringContaining('--leave') });
    expect((await say('keys', 'end', '--leave')).stdout).toContain('in force k2; retired k1');
    expect((await say('keys', 'swap')).stderr).toContain('rotate, rehash or end');
  });

  it('fail with status 2 on what nobody knows or may do', async () => {
    expect(await say('profile', '2')).toMatchObject({ status: 2, stdout: '' });
    expect((await say('merge', '1', 'till')).stderr).toContain('not merged: Together they would');
    expect((await say('unmerge', '1', '2')).stderr).toContain('1 and 2 are not linked');
    expect((await say('quarantine', 'empty')).stderr).toContain('say list or replay');
    expect((await say('quarantine', 'list', '--limit', '0')).status).toBe(2);
  });

  it('list the quarantine without what the messages held', async () => {
    const listed = await say('quarantine', 'list', '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject({ entries: [{ id: 's:1:0', reason: 'bad_money' }] });
    expect(listed.stdout).not.toContain('secret');
    expect((await say('quarantine', 'list')).stdout).toMatch(/must be a number\s+of 0 or more/);
    const korean = (await say('quarantine', 'list', '--language', 'ko')).stdout;
    expect(korean).toMatch(/0\s+이상의\s+숫자/);
    expect(korean).not.toContain('must be');
  });

  it('replay by the patch of a file, and say what is wrong with a file that is none', async () => {
    const patch = join(mkdtempSync(join(tmpdir(), 'kairos-patch-')), 'patch.json');
    writeFileSync(patch, '[{"op":"replace","path":"/properties/total","value":12900}]');
    const mended = await say('quarantine', 'replay', '--id', 's:1:0', '--mend', patch, '--json');
    expect([mended.status, asked.at(-1)]).toEqual([
      0,
      {
        reason: undefined,
        isFailures: false,
        ids: ['s:1:0'],
        mend: [{ op: 'replace', path: '/properties/total', value: 12_900 }],
      },
    ]);
    for (const text of [
      '',
      '{}',
      '[]',
      '[{"op":"copy","path":"/a","from":"/b"}]',
      '[{"op":"remove","path":"a"}]',
    ]) {
      writeFileSync(patch, text);
      const refused = await say('quarantine', 'replay', '--mend', patch);
      expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('is no JSON Patch')]);
    }
    expect((await say('quarantine', 'replay', '--mend', 'none.json')).stderr).toContain(
      'cannot read none.json',
    );
    expect((await say('quarantine', 'replay', '--failures', '--id', 'x')).status).toBe(2);
    expect((await say('quarantine', 'list', '--reason', 'bad_monye')).stderr).toContain('use one of');
  });

  it('say what they did', async () => {
    expect((await say('merge', '1', '2')).stdout).toContain('one person now: p1');
    expect((await say('quarantine', 'replay')).stdout).toContain('1 put on the stream again, 2 were');
    expect((await say('rebuild')).stdout).toContain('3 profiles from 9 events');
    expect((await say('quality')).stdout).toContain('Nothing odd');
    expect((await say('tail')).stdout).toContain('! Order Completed  1  late: Older');
    expect((await say('tail', '--language', 'ko')).stdout).toContain('late: 보관 중인 주문 512건보다');
    const exported = await say('export', '1', '--reason', 'asked by letter');
    expect(JSON.parse(exported.stdout)).toEqual({ customer: '1', reason: 'asked by letter' });
    expect(await say('export', '1', '--reason', ' ')).toMatchObject({ status: 2, stdout: '' });
  });
});
