// biome-ignore-all lint/a11y/noRedundantRoles: browsers forget what a table is when its parts are drawn as blocks.
import type { ReactNode } from 'react'
import { LinkButton } from '#components/ui/button.tsx'
import { isolated } from '#lib/i18n/format.ts'
import { directionOf } from '#lib/i18n/language-names.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Option } from './options.ts'

type Props = { options: Option[]; lender: string }

/** The ways out side by side: a table where there is room, cards on a phone. */
export async function Comparison({ options, lender }: Props) {
  const t = await getTranslations('trouble')
  const name = isolated(lender)
  const [way, cost, phone] = [t('head.way'), t('head.cost'), t('head.phone')]
  const heads = [way, cost, phone, t('head.reported', { lender: name }), t('head.go')]
  return (
    <div className="@container flex flex-col gap-3">
      <h2 id="compare">{t('compare')}</h2>
      <table role="table" aria-labelledby="compare" className="compare">
        <thead role="rowgroup" className="sr-only @3xl:not-sr-only @3xl:table-header-group">
          <tr role="row">
            {heads.map((head) => (
              <th key={head} role="columnheader" scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {options.map((option) => (
            <Line key={option.way} option={option} lender={name} heads={heads} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type LineProps = { option: Option; lender: string; heads: string[] }

async function Line({ option, lender, heads: [, cost, phone, reported] }: LineProps) {
  const t = await getTranslations('trouble')
  const { way, costs, waits, go } = option
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <span className="text-lead font-semibold">{t(`way.${way}`)}</span>
        {waits && <span className="text-small font-normal text-wait">{waits}</span>}
      </th>
      <Cell head={cost}>
        <Sentences texts={costs} />
      </Cell>
      <Cell head={phone}>
        <Sentences texts={option.phone} />
      </Cell>
      <Cell head={reported}>
        {option.reported ? (
          <p lang={option.reported.language} dir={directionOf(option.reported.language)}>
            {option.reported.text}
          </p>
        ) : (
          <p>{t('ask', { lender })}</p>
        )}
      </Cell>
      <td role="cell">
        {go && (
          <LinkButton look="quiet" href={go.href}>
            {go.label}
          </LinkButton>
        )}
      </td>
    </tr>
  )
}

function Cell({ head, children }: { head: string | undefined; children: ReactNode }) {
  return (
    <td role="cell">
      <span aria-hidden="true" className="compare-head">
        {head}
      </span>
      {children}
    </td>
  )
}

function Sentences({ texts }: { texts: string[] }) {
  return texts.map((text) => <p key={text}>{text}</p>)
}
