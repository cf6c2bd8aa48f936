import { Outlet } from '@tanstack/react-router'
import { LanguageSelect, ThemeSelect } from './Preferences'
import { useTitle } from './Root'

export function PublicShell() {
  const title = useTitle()
  return (
    <div className="flex min-h-full flex-col">
      <header className="flex h-12 items-center gap-2 px-4 font-semibold">
        <img src="/favicon.svg" alt="" className="size-5" />
        Ringdesk
      </header>
      <main className="flex flex-1 flex-col items-center px-4 py-8 md:pt-24">
        <div className="w-full max-w-sm">
          <h1 className="mb-4 text-xl font-semibold">{title}</h1>
          <Outlet />
        </div>
      </main>
      <footer className="flex justify-center gap-2 p-4">
        <LanguageSelect className="w-36" />
        <ThemeSelect className="w-36" />
      </footer>
    </div>
  )
}
