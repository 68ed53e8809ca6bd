import { requireLender } from '#app/current-lender.ts'
import { formTitle } from '#app/form-faults.ts'
import { Page } from '#components/page/page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button, TextLink } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { linkCodeLength, typedCode } from '#lib/domain/identity/link-token.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type Elsewhere, elsewhere } from './address.ts'
import { openLink } from './open-link.ts'

type Props = { searchParams: Promise<{ code?: string }> }

export async function generateMetadata({ searchParams }: Props) {
  const t = await getTranslations('landing')
  return { title: await formTitle(t('scan_title'), (await searchParams).code !== undefined) }
}

export default async function Scan({ searchParams }: Props) {
  const lender = await requireLender()
  const t = await getTranslations('landing')
  const { code } = await searchParams
  const other = code === undefined ? undefined : await elsewhere(code, lender)
  const facts = { ...lengthsOf(code ?? ''), lender: isolated(lender.name) }
  const error = code === undefined || other ? undefined : t(`code_${faultOf(code)}`, facts)
  const back = { href: '/', label: t('front_page') }
  return (
    <Page title={t('scan_title')} lead={t('scan')} lender={lender} back={back} typed="scan">
      {other && <OtherPortal lender={lender.name} {...other} />}
      <Form
        id="scan"
        action={openLink}
        className="card"
        faults={faultsAt({ code: error })}
        summary={t('code_summary')}
        noValidate
      >
        <Field
          name="code"
          label={t('code_label')}
          hint={t('code_hint', lengthsOf(''))}
          error={error}
          defaultValue={code?.slice(0, 300)}
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
        />
        <Button>{t('code_open')}</Button>
      </Form>
    </Page>
  )
}

/** Said before the form: where the address leads instead, and the way there when it is one of ours. */
async function OtherPortal({ lender, host, page }: Elsewhere & { lender: string }) {
  const t = await getTranslations('landing')
  return (
    <Banner tone="wait" title={t('elsewhere_title', { lender: isolated(lender) })}>
      <p>
        {t.rich(page ? 'elsewhere' : 'elsewhere_unknown', {
          host: () => (
            <bdi dir="ltr" className="font-semibold">
              {host.slice(0, 100)}
            </bdi>
          ),
        })}
      </p>
      {page && (
        <TextLink href={page} className="flex min-h-11 items-center">
          {t('elsewhere_open')}
        </TextLink>
      )}
    </Banner>
  )
}

function faultOf(code: string): 'missing' | 'unknown' | 'not_whole' {
  if (code.trim() === '') return 'missing'
  return typedCode(code).length === linkCodeLength ? 'unknown' : 'not_whole'
}

const lengthsOf = (code: string) => ({ length: linkCodeLength, count: typedCode(code).length })
