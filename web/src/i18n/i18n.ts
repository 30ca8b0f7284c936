import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { settings, type Settings } from '../local/settings';
import en from './en.json';

export type Language = Settings['language'];

/** Every language is one file beside this one, and one line here. */
export const languages: Record<Language, { name: string; direction: 'ltr' | 'rtl'; locale: string; load: () => Promise<{ default: typeof en }> }> = {
  en: { name: 'English', direction: 'ltr', locale: 'en-PK', load: () => Promise.resolve({ default: en }) },
  ur: {
    name: 'اردو',
    direction: 'rtl',
    locale: 'ur-PK',
    // The font comes with the language: nobody else loads it.
    load: async () => {
      const [texts, { keepFont }] = await Promise.all([import('./ur.json'), import('../styles/urdu')]);
      // Without a network, or without room for it, there is the device's own font.
      keepFont().catch(() => undefined);
      return texts as { default: typeof en };
    },
  },
};

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
    returnNull: false;
  }
}

async function speak(language: Language): Promise<void> {
  const { direction, load } = languages[language];
  i18next.addResourceBundle(language, 'translation', (await load()).default);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
}

export async function startLanguages(): Promise<void> {
  await i18next.use(initReactI18next).init({ lng: 'en', fallbackLng: false, resources: { en: { translation: en } }, interpolation: { escapeValue: false } });
  if (settings.get().language !== 'en') {
    await speak(settings.get().language);
  }
  let spoken = settings.get().language;
  settings.subscribe(() => {
    const wanted = settings.get().language;
    if (wanted !== spoken) {
      spoken = wanted;
      void speak(wanted);
    }
  });
}
