import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import { Dialog, Heading, I18nProvider, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { languages } from '../i18n/i18n';
import { settings } from '../local/settings';
import { useStore } from '../local/store';

interface SheetProps {
  title: ReactNode;
  open: boolean;
  onClose: () => void;
  wide?: boolean;
  children: ReactNode;
}

/** What comes up over a screen: from below on a phone, in the middle on a larger one. Focus stays inside and goes back. */
export function Sheet({ title, open, onClose, wide, children }: SheetProps) {
  const { t } = useTranslation();
  const { language } = useStore(settings);
  return (
    <I18nProvider locale={languages[language].locale}><ModalOverlay className="sheet-shade" isOpen={open} isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className={wide ? 'sheet wide' : 'sheet'}>
        <Dialog>
          <div className="sheet-head">
            <Heading slot="title">{title}</Heading>
            <button type="button" className="button icon quiet" aria-label={t('close')} onClick={onClose}><X size={22} aria-hidden /></button>
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay></I18nProvider>
  );
}
