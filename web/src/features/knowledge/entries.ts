import type { Answer } from '@/services/types'

export const KINDS = ['faq', 'article', 'canned'] as const
export type Kind = (typeof KINDS)[number]
export const ENTRY_LANGUAGES = ['en', 'de', 'ru', 'es'] as const
export type EntryLanguage = (typeof ENTRY_LANGUAGES)[number]

export type Faq = Answer<'/api/chatbot/faqs/{faq_id}'>
export type Article = Answer<'/api/app/articles/{article_id}'>
export type CannedReply = Answer<'/api/app/canned-replies/{reply_id}'>
export type Preview = Answer<'/api/app/knowledge/ask', 'post'>
export type EntryVersion = Answer<'/api/chatbot/faqs/{faq_id}/versions'>[number]

export const PATHS: Record<Kind, string> = {
  faq: '/api/chatbot/faqs',
  article: '/api/app/articles',
  canned: '/api/app/canned-replies',
}

/** What the three kinds share, by the names that the editor uses. */
export interface Entry {
  id: number
  kind: Kind
  title: string
  body: string
  category: string
  tags: string[]
  language: EntryLanguage
  shortcut: string
  visibility: 'public' | 'staff'
  state: 'draft' | 'published'
  is_active: boolean
  version: number
  helpful: number
  not_helpful: number
  used: number
  author: { id: number; full_name: string } | null
  updated_at: string
}

export type EntryValues = Pick<
  Entry,
  'title' | 'body' | 'category' | 'language' | 'shortcut' | 'visibility' | 'state' | 'is_active'
> & { tags: string }

const language = (given: string): EntryLanguage => ENTRY_LANGUAGES.find((each) => each === given) ?? 'en'

export function ofFaq(faq: Faq): Entry {
  return {
    ...faq,
    kind: 'faq',
    title: faq.question,
    body: faq.answer,
    language: language(faq.language),
    shortcut: '',
    visibility: 'public',
  }
}

export function ofArticle(article: Article): Entry {
  return { ...article, kind: 'article', shortcut: '', language: language(article.language) }
}

export function ofCanned(reply: CannedReply): Entry {
  return {
    ...reply,
    kind: 'canned',
    body: reply.text,
    visibility: 'staff',
    state: 'published',
    helpful: 0,
    not_helpful: 0,
    language: language(reply.language),
  }
}

export function entryOf(kind: Kind, answer: unknown): Entry {
  if (kind === 'faq') return ofFaq(answer as Faq)
  return kind === 'article' ? ofArticle(answer as Article) : ofCanned(answer as CannedReply)
}

export function valuesOf(entry: Entry): EntryValues {
  const { title, body, category, shortcut, visibility, state, is_active } = entry
  const tags = entry.tags.join(', ')
  return { title, body, category, tags, language: entry.language, shortcut, visibility, state, is_active }
}

export function emptyValues(kind: Kind, title = ''): EntryValues {
  return {
    title,
    body: '',
    category: '',
    tags: '',
    language: 'en',
    shortcut: '',
    visibility: kind === 'canned' ? 'staff' : 'public',
    state: kind === 'article' ? 'draft' : 'published',
    is_active: true,
  }
}

/** As the door of that kind takes it. */
export function bodyOf(kind: Kind, values: EntryValues): Record<string, unknown> {
  const { title, body, category, language: tongue, shortcut, visibility, state, is_active } = values
  const tags = values.tags
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean)
  const shared = { category, tags, language: tongue, is_active }
  if (kind === 'faq') return { ...shared, question: title, answer: body, state }
  if (kind === 'article') return { ...shared, title, body, visibility, state }
  return { ...shared, title, text: body, shortcut }
}

/** The server's names for a field, put back to the editor's. */
export const SERVER_NAMES: Record<string, keyof EntryValues> = {
  question: 'title',
  answer: 'body',
  text: 'body',
}

export type Standing = 'live' | 'staff' | 'draft' | 'off'

/** Who finds it: customers, staff alone, or nobody yet, or nobody any more. */
export function standing(entry: Pick<Entry, 'state' | 'is_active' | 'visibility'>): Standing {
  if (!entry.is_active) return 'off'
  if (entry.state === 'draft') return 'draft'
  return entry.visibility === 'staff' ? 'staff' : 'live'
}
