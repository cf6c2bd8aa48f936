import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, Menu, MenuContent, MenuItem, MenuTrigger } from '@/ui'
import { toast } from '@/ui/toast'
import { download, type FileFormat, FORMATS, fileUrl, languageOf } from './queries'

/** A file of it. `idOf` gives the kept report, and keeps it first if need be. */
export function ExportMenu({ idOf }: { idOf: () => Promise<string> }) {
  const { t, i18n } = useTranslation()
  const save = async (format: FileFormat) => {
    try {
      download(fileUrl(await idOf(), format, languageOf(i18n.language)))
    } catch {
      toast.error(t('reports.notExported'))
    }
  }
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button>
          <Download className="size-4" aria-hidden />
          {t('reports.export')}
        </Button>
      </MenuTrigger>
      <MenuContent>
        {FORMATS.map((format) => (
          <MenuItem key={format} onSelect={() => void save(format)}>
            {t(`reports.format.${format}`)}
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  )
}
