import { Modal } from 'antd'
import { Command } from 'cmdk'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { searchable } from '../../server/resources/fold.ts'
import { resources } from '../../server/resources/index.ts'
import { t } from '../providers/i18n.ts'
import { resourceName } from '../words.ts'
import { useOrganization } from './OrganizationContext.ts'
import { ResourceIcon } from './ResourceIcon.tsx'
import './search.css'
import { searchCommands } from './searchCommands.ts'
import { hitPath, useHits, type Hit } from './useHits.ts'

/** Finds records of every kind and ways to go, while typing; arrows choose, Enter opens. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const membership = useOrganization()
  const [sought, setSought] = useState('')
  const { hits, isSearching, error } = useHits(sought)
  const { slug } = membership.organization
  const input = useRef<HTMLInputElement>(null)
  const go = (path: string) => {
    onClose()
    void navigate(path)
  }
  const found = [...new Set(hits.map(({ resource }) => resource))]
  const commands = searchCommands(membership).filter(({ label }) => searchable(label).includes(searchable(sought)))
  return (
    <Modal
      open
      footer={null}
      closable={false}
      onCancel={onClose}
      afterOpenChange={(isOpen) => isOpen && input.current?.focus()}
      width={640}
      className="search-dialog"
      destroyOnHidden
    >
      <Command label={t('search.open')} shouldFilter={false} loop>
        <Command.Input ref={input} value={sought} onValueChange={setSought} placeholder={t('search.placeholder')} />
        <Command.List>
          {error && <p role="alert">{error.message}</p>}
          {!isSearching && !error && hits.length === 0 && commands.length === 0 && (
            <Command.Empty>{t('search.none', { sought })}</Command.Empty>
          )}
          {found.map((resource) => (
            <HitGroup
              key={resource}
              resource={resource}
              hits={hits.filter((hit) => hit.resource === resource)}
              onChoose={(hit) => go(hitPath(slug, hit))}
            />
          ))}
          {commands.length > 0 && (
            <Command.Group heading={t('search.commands')}>
              {commands.map(({ key, label, icon, path }) => (
                <Command.Item key={key} value={key} onSelect={() => go(path)}>
                  <ResourceIcon name={icon} />
                  {label}
                </Command.Item>
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </Modal>
  )
}

function HitGroup({ resource, hits, onChoose }: { resource: string; hits: Hit[]; onChoose: (hit: Hit) => void }) {
  const definition = resources[resource]
  if (!definition) return null
  return (
    <Command.Group heading={resourceName(definition)}>
      {hits.map((hit) => (
        <Command.Item key={hit.id} value={hit.id} onSelect={() => onChoose(hit)}>
          <ResourceIcon name={definition.icon} />
          <span className="hit-title">{hit.title}</span>
          <span className="hit-more">{hit.subtitle}</span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}
