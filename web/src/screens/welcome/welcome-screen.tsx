import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { FileSpreadsheet, PencilLine, ShoppingBasket, Sparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api, problemOf, ProblemError, send } from '../../api/client';
import { costDecimals, moneyDecimals, quantityDecimals, wireNumber } from '../../exact/exact';
import { languages, type Language } from '../../i18n/i18n';
import { syncCopy } from '../../local/catalogue';
import { postEntry } from '../../local/queue';
import { changeSettings, settings } from '../../local/settings';
import { useStore } from '../../local/store';
import { NumberField, SelectField, TextField } from '../../ui/field';
import { Segments } from '../../ui/segments';
import { DemoShop } from './demo-shop';
import { toast } from '../../ui/toasts';

/** The first day: three questions, then selling. */
export function WelcomeScreen() {
  const [step, setStep] = useState(0);
  return (
    <div className="welcome">
      <div className="steps-dots" aria-hidden>{[0, 1, 2].map((one) => <span key={one} className={one <= step ? 'on' : ''} />)}</div>
      {step === 0 ? <LanguageStep onNext={() => setStep(1)} /> : step === 1 ? <NameStep onNext={() => setStep(2)} /> : <GoodsStep />}
    </div>
  );
}

function LanguageStep({ onNext }: { onNext: () => void }) {
  const { t } = useTranslation();
  const { language } = useStore(settings);
  return (
    <>
      <h1>{t('welcome.hello')}</h1>
      <p className="soft">{t('welcome.helloMore')}</p>
      <Segments label={t('settings.language')} value={language} onChange={(chosen) => changeSettings({ language: chosen })} options={(Object.keys(languages) as Language[]).map((value) => ({ value, label: languages[value].name }))} />
      <button type="button" className="button primary large" onClick={onNext}>{t('welcome.next')}</button>
      <DemoShop />
    </>
  );
}

function NameStep({ onNext }: { onNext: () => void }) {
  const { t } = useTranslation();
  const { store } = useStore(settings);
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: async () => {
      const path = { store };
      const { response } = await api.GET('/api/v1/stores/{store}', { params: { path } });
      await api.PATCH('/api/v1/stores/{store}', { params: { path, header: { 'If-Match': response.headers.get('ETag') ?? '' } }, body: { name: name.trim() } });
    },
    onSuccess: onNext,
  });
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <h1>{t('welcome.nameTitle')}</h1>
      <TextField label={t('stores.name')} value={name} onChange={setName} required maxLength={200} autoFocus placeholder={t('welcome.nameExample')} />
      {save.isError && <p className="notice bad" role="alert">{save.error.message}</p>}
      <button type="submit" className="button primary large" disabled={name.trim() === '' || save.isPending}>{t('welcome.next')}</button>
    </form>
  );
}

function GoodsStep() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { store } = useStore(settings);
  const [typing, setTyping] = useState(false);
  const starter = useMutation({
    mutationFn: async () => {
      const list = await fetch('/starter.csv');
      const response = await send(new Request(new URL('/api/v1/products/import', location.origin), { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: await list.text() }));
      if (!response.ok) {
        throw await problemOf(response);
      }
      await syncCopy(store);
    },
    onSuccess: () => navigate('/sell'),
  });
  if (typing) {
    return <FirstProduct />;
  }
  return (
    <>
      <h1>{t('welcome.goodsTitle')}</h1>
      <p className="soft">{t('welcome.goodsMore')}</p>
      <button type="button" className="choice" onClick={() => setTyping(true)}><PencilLine size={28} aria-hidden /><span><strong>{t('welcome.type')}</strong><span className="soft">{t('welcome.typeMore')}</span></span></button>
      <button type="button" className="choice" disabled={starter.isPending} onClick={() => starter.mutate()}><Sparkles size={28} aria-hidden /><span><strong>{t('welcome.starter')}</strong><span className="soft">{starter.isPending ? t('import.reading') : t('welcome.starterMore')}</span></span></button>
      <Link className="choice" to="/catalogue/import"><FileSpreadsheet size={28} aria-hidden /><span><strong>{t('welcome.file')}</strong><span className="soft">{t('welcome.fileMore')}</span></span></Link>
      {starter.isError && <p className="notice bad" role="alert">{starter.error.message}</p>}
      <Link className="button quiet" to="/sell"><ShoppingBasket size={18} aria-hidden />{t('welcome.skip')}</Link>
    </>
  );
}

/** A code made from the name: nobody should have to invent one on the first day. */
export function codeFrom(name: string): string {
  const code = name.normalize('NFKD').toUpperCase().replace(/[^A-Z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40);
  return code || `P-${Date.now().toString(36).toUpperCase()}`;
}

function FirstProduct() {
  const { t } = useTranslation();
  const { store } = useStore(settings);
  const [name, setName] = useState('');
  const [unit, setUnit] = useState('piece');
  const [price, setPrice] = useState<number | null>(null);
  const [onHand, setOnHand] = useState<number | null>(null);
  const [cost, setCost] = useState<number | null>(null);
  const [added, setAdded] = useState(0);
  const add = useMutation({
    mutationFn: async () => {
      const sku = codeFrom(name);
      await api.POST('/api/v1/products', { body: { sku, name: name.trim(), unit, price: wireNumber(price ?? 0, moneyDecimals) } });
      if (onHand !== null && onHand > 0) {
        await (await postEntry(store, 'opening', { lines: [{ sku, quantity: wireNumber(onHand, quantityDecimals), ...(cost === null ? {} : { unitCost: wireNumber(cost, costDecimals) }) }] }, [])).outcome;
      }
      await syncCopy(store);
    },
    onSuccess: () => {
      toast(t('welcome.added', { name: name.trim() }));
      setName('');
      setPrice(null);
      setOnHand(null);
      setCost(null);
      setAdded(added + 1);
    },
  });
  const message = add.error instanceof ProblemError && add.error.problem.errors ? Object.values(add.error.problem.errors).flat().join(' ') : add.error?.message;
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
      <h1>{added === 0 ? t('welcome.first') : t('welcome.another')}</h1>
      <TextField label={t('catalogue.name')} value={name} onChange={setName} required maxLength={200} autoFocus />
      <div className="fields">
        <SelectField label={t('catalogue.unit')} value={unit} onChange={setUnit}><option value="piece">{t('welcome.piece')}</option><option value="kg">{t('welcome.kg')}</option><option value="l">{t('welcome.litre')}</option></SelectField>
        <NumberField label={t('welcome.price')} value={price} decimals={moneyDecimals} onChange={setPrice} />
      </div>
      <div className="fields">
        <NumberField label={t('welcome.there')} value={onHand} decimals={quantityDecimals} shownDecimals={unit === 'piece' ? 0 : quantityDecimals} onChange={setOnHand} />
        <NumberField label={t('welcome.cost')} value={cost} decimals={costDecimals} onChange={setCost} />
      </div>
      {message && <p className="notice bad" role="alert">{message}</p>}
      <div className="row-wrap">
        <button type="submit" className="button primary large grow" disabled={name.trim() === '' || price === null || add.isPending}>{t('welcome.add')}</button>
        {added > 0 && <Link className="button large" to="/sell">{t('welcome.sellNow')}</Link>}
      </div>
    </form>
  );
}
