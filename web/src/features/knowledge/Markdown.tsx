import { Fragment, type ReactNode, useMemo } from 'react'
import { cn } from '@/ui'
import { type Block, blocks, type Inline } from './blocks'

/** Where a piece stands is who it is: the text is parsed anew as a whole. */
const numbered = <T,>(all: readonly T[]): { key: number; each: T }[] =>
  all.map((each, key) => ({ key, each }))

function inline(piece: Inline): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.text
    case 'code':
      return <code className="rounded-sm bg-hover px-1 font-mono text-sm break-words">{piece.text}</code>
    case 'strong':
      return <strong>{inlinesOf(piece.children)}</strong>
    case 'em':
      return <em>{inlinesOf(piece.children)}</em>
    case 'link':
      return (
        <a
          href={piece.href}
          target="_blank"
          rel="noreferrer noopener"
          className="break-words text-accent underline"
        >
          {inlinesOf(piece.children)}
        </a>
      )
  }
}

function inlinesOf(pieces: readonly Inline[]): ReactNode {
  return numbered(pieces).map(({ key, each }) => <Fragment key={key}>{inline(each)}</Fragment>)
}

function Heading({ level, top, children }: { level: number; top: number; children: ReactNode }) {
  const Tag = `h${Math.min(6, top + level - 1)}` as 'h2'
  return <Tag className={cn('mt-2 font-semibold', level === 1 && 'text-lg')}>{children}</Tag>
}

function block(given: Block, top: number): ReactNode {
  switch (given.kind) {
    case 'heading':
      return (
        <Heading level={given.level} top={top}>
          {inlinesOf(given.children)}
        </Heading>
      )
    case 'paragraph':
      return <p className="whitespace-pre-line">{inlinesOf(given.children)}</p>
    case 'quote':
      return (
        <blockquote className="border-s-2 border-line-strong ps-3 whitespace-pre-line text-muted">
          {inlinesOf(given.children)}
        </blockquote>
      )
    case 'list': {
      const Tag = given.ordered ? 'ol' : 'ul'
      return (
        <Tag className={cn('flex flex-col gap-1 ps-5', given.ordered ? 'list-decimal' : 'list-disc')}>
          {numbered(given.items).map(({ key, each }) => (
            <li key={key}>{inlinesOf(each)}</li>
          ))}
        </Tag>
      )
    }
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <pre tabIndex={0} className="overflow-x-auto rounded-md bg-hover p-3 font-mono text-sm">
          {given.text}
        </pre>
      )
    case 'rule':
      return <hr className="border-line" />
  }
}

/** `top`: the level of the text's first headings, below the page's own. */
export function Markdown({ text, top = 3 }: { text: string; top?: number }) {
  const found = useMemo(() => blocks(text), [text])
  return (
    <div dir="auto" className="flex max-w-[72ch] min-w-0 flex-col gap-3 break-words">
      {numbered(found).map(({ key, each }) => (
        <Fragment key={key}>{block(each, top)}</Fragment>
      ))}
    </div>
  )
}
