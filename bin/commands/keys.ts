import type { Rehashed, Unnamed } from '#app/profiles/rehash-contacts.ts';
import type { KeyStatus, RotateKeys } from '#app/profiles/rotate-keys.ts';
import { CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import type { Out } from '../out.ts';
import { refuse, type Said } from '../said.ts';
import { service } from '../service.ts';

const listed = (ids: readonly string[]): string => (ids.length === 0 ? '–' : ids.join(', '));

function sayStatus({ inForce, retired, mayEndFrom }: KeyStatus): Said {
  const since = mayEndFrom === undefined ? '' : mayEndFrom;
  return {
    en: `in force ${listed(inForce)}; retired ${listed(retired)}${since && `; the rotation may end from ${since}`}`,
    ko: `사용 중 ${listed(inForce)}, 은퇴 ${listed(retired)}${since && `. 교체는 ${since} 부터 끝낼 수 있습니다`}`,
  };
}

function sayRehashed({ movedCount, namedCount }: Rehashed): Said {
  return {
    en: `${movedCount} contacts moved, ${namedCount} addresses newly named`,
    ko: `연락처 ${movedCount}건을 옮기고 주소 ${namedCount}건에 새 해시를 달았습니다`,
  };
}

function countsOf(unnamed: Unnamed): string {
  return Object.entries(unnamed)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ');
}

function sayUnnamed(unnamed: Unnamed): Said {
  const counts = countsOf(unnamed);
  if (counts === '') {
    return {
      en: 'everything that was ever shown has its name under the newest key',
      ko: '알려진 식별자가 모두 새 키로도 해시되었습니다',
    };
  }
  return {
    en: `known under the older key only: ${counts}. They get their new name when they are shown again, by events or an import`,
    ko: `옛 키로만 알려진 식별자: ${counts}. 이벤트나 가져오기로 다시 나타나면 새 해시가 붙습니다`,
  };
}

async function end(keys: RotateKeys, leavesUnnamed: boolean, out: Out): Promise<void> {
  const ended = await keys.end(leavesUnnamed);
  switch (ended.status) {
    case 'none_under_way':
      throw refuse({ en: 'no rotation is under way', ko: '진행 중인 키 교체가 없습니다' });
    case 'too_early':
      throw refuse({
        en: `a rotation lasts a day at least, so that every function knows both keys: end it from ${ended.mayEndFrom}`,
        ko: `모든 함수가 두 키를 알도록 교체는 하루 이상 걸립니다. ${ended.mayEndFrom} 부터 끝낼 수 있습니다`,
      });
    case 'unnamed': {
      const { en, ko } = sayUnnamed(ended.unnamed);
      throw refuse({
        en: `${en}. Wait, or end it with --leave: they will match nothing then`,
        ko: `${ko}. 기다리거나 --leave 로 끝내십시오. 그러면 아무것과도 이어지지 않습니다`,
      });
    }
    case 'ended':
      out.result(ended, () => {
        out.line(out.say(sayStatus(ended)));
        out.line(out.say(sayRehashed(ended)));
      });
  }
}

async function rehash(keys: RotateKeys, out: Out): Promise<void> {
  const done = await keys.rehash();
  out.result(done, () => {
    out.line(out.say(sayRehashed(done)));
    out.line(out.say(sayUnnamed(done.unnamed)));
  });
}

/** `kairos keys`: the tenant's hashing key, and its rotation. */
export const keys: Command = {
  name: 'keys',
  summary: {
    en: 'rotate the key under which addresses and numbers are hashed',
    ko: '주소와 번호를 해시하는 키를 교체합니다',
  },
  usage: 'keys [rotate | rehash | end [--leave]]',
  options: {
    leave: {
      type: 'boolean',
      summary: {
        en: 'end although some identifiers are known under the older key only',
        ko: '옛 키로만 알려진 식별자가 남아 있어도 끝냅니다',
      },
    },
    ...CONNECTION_OPTIONS,
  },
  notes: {
    en: 'rotate brings a new key into force beside the old one; rehash brings stored contacts along, as often as you like;\nend retires the old key. A day or more lies between the first and the last. Every step may be repeated.',
    ko: 'rotate 는 옛 키 옆에 새 키를 둡니다. rehash 는 보관된 연락처를 따라오게 하며 몇 번이든 실행할 수 있습니다.\nend 는 옛 키를 은퇴시킵니다. 처음과 끝 사이는 하루 이상입니다. 모든 단계는 다시 실행해도 됩니다.',
  },
  examples: ['kairos keys', 'kairos keys rotate', 'kairos keys rehash', 'kairos keys end'],
  needs: ['rotateKeys'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(keys, argv, 1);
    const action = args.positionals[0] ?? 'status';
    if (!['status', 'rotate', 'rehash', 'end'].includes(action)) {
      throw refuse({
        en: `keys does not know ${action}: rotate, rehash or end`,
        ko: `keys 에 ${action} 은(는) 없습니다: rotate, rehash, end`,
      });
    }
    const rotation = await service(context, 'rotateKeys')(await connect(args, context.env));
    if (action === 'end') await end(rotation, args.flag('leave'), out);
    else if (action === 'rehash') await rehash(rotation, out);
    else {
      const status = action === 'rotate' ? await rotation.begin() : await rotation.status();
      out.result(status, () => out.line(out.say(sayStatus(status))));
    }
    return 0;
  },
};
