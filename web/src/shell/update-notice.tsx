import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { registerSW } from 'virtual:pwa-register';
import { toast } from '../ui/toasts';

/** A new version is taken when the person says so: nobody's screen changes under their hands. */
export function UpdateNotice() {
  const { t } = useTranslation();
  useEffect(() => {
    const update = registerSW({
      onNeedRefresh: () => toast(t('update.ready'), { action: { label: t('update.now'), run: () => void update(true) } }),
    });
  }, [t]);
  return null;
}
