import { expect, test } from 'vitest'
import { groupsOf } from '../../scripts/word-groups.ts'

const sections = ['app', 'chats', 'thread', 'ticket']
const shown = "import { useTranslation } from 'react-i18next'\n"

test('a module waits for the words it shows, and for none of the shell', () => {
  expect(
    groupsOf(`${shown}t('chats.title') + t(\`ticket.status.\${status}\`) + t("app.skip")`, sections),
  ).toEqual(['chats', 'desk'])
})

test('a module that shows nothing waits for nothing, whatever its events are called', () => {
  expect(groupsOf("useLive('ticket.updated', put)", sections)).toEqual([])
})
