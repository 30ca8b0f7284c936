import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/font.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/shell.css';
import './styles/sell.css';
import './styles/screens.css';
import { App } from './app';
import { startLanguages } from './i18n/i18n';
import { start } from './start';

await startLanguages();
start();
createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>);
