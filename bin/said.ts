import { type AppError, InputError } from '#core/kernel/errors.ts';

/** Languages in which the command line speaks. */
export type Language = 'ko' | 'en';

/** One sentence in both languages. */
export interface Said {
  readonly en: string;
  readonly ko: string;
}

/** An error of the caller's, in both languages. */
export function refuse(said: Said, details: Record<string, unknown> = {}): InputError {
  return new InputError(said.en, { details: { ...details, ko: said.ko } });
}

/** What an error says in a language; English where it has no other. */
export function errorText(error: AppError, language: Language): string {
  const korean = error.details['ko'];
  return language === 'ko' && typeof korean === 'string' ? korean : error.message;
}

/** The language asked for, else that of the environment: Korean for `ko_KR.UTF-8`, English for everything else. */
export function languageOf(asked: string | undefined, env: NodeJS.ProcessEnv): Language {
  if (asked !== undefined) {
    if (asked === 'ko' || asked === 'en') return asked;
    throw refuse({
      en: `--language is ko or en, not ${asked}`,
      ko: `--language 은 ko 또는 en 입니다: ${asked} 은(는) 없습니다`,
    });
  }
  return (env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '').startsWith('ko') ? 'ko' : 'en';
}
