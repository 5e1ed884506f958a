// SPDX-License-Identifier: Apache-2.0
// Rows of the company as GitLab writes them: people, groups, projects.
export function makeShapes(sim) {
  const { company, web } = sim;
  const user = ({ id, username, name, state }) => ({
    id,
    username,
    public_email: null,
    name,
    state,
    locked: false,
    avatar_url: null,
    web_url: `${web}/${username}`,
  });
  const byName = (username) =>
    username === null || username === undefined ? null : user(company.person(username) ?? company.person("ghost"));

  const shapes = {
    user,
    byName,
    byNames: (usernames) => usernames.map(byName),
    member: ({ username, access_level, since, until }) => ({
      ...byName(username),
      access_level,
      created_at: `${since}T09:00:00.000Z`,
      expires_at: until,
      membership_state: "active",
    }),
    group: (row) => ({
      id: row.id,
      web_url: `${web}/groups/${row.full_path}`,
      name: row.name,
      path: row.path,
      description: row.description,
      visibility: row.visibility,
      share_with_group_lock: false,
      require_two_factor_authentication: row.require_two_factor_authentication,
      two_factor_grace_period: 48,
      project_creation_level: row.project_creation_level,
      auto_devops_enabled: null,
      subgroup_creation_level: "maintainer",
      emails_disabled: false,
      emails_enabled: true,
      mentions_disabled: null,
      lfs_enabled: true,
      archived: false,
      default_branch: null,
      default_branch_protection: row.default_branch_protection,
      default_branch_protection_defaults: {
        allowed_to_push: [{ access_level: 40 }],
        allow_force_push: false,
        allowed_to_merge: [{ access_level: 40 }],
      },
      avatar_url: null,
      request_access_enabled: row.request_access_enabled,
      full_name: company
        .groupsOf(row.full_path)
        .map(({ name }) => name)
        .join(" / "),
      full_path: row.full_path,
      created_at: row.created_at,
      parent_id: row.parent ? company.group(row.parent).id : null,
      organization_id: 1,
      shared_runners_setting: "enabled",
      ...(sim.settings.premium === true ? { ldap_cn: null, ldap_access: null, wiki_access_level: "enabled" } : {}),
    }),
    // One group in full.
    groupDetail: (row) => ({
      ...shapes.group(row),
      shared_with_groups: [],
      prevent_sharing_groups_outside_hierarchy: false,
      shared_runners_minutes_limit: null,
      extra_shared_runners_minutes_limit: null,
      ...(sim.settings.premium === true
        ? { prevent_forking_outside_group: row.prevent_forking_outside_group, membership_lock: row.membership_lock }
        : {}),
    }),
    project,
    simpleProject,
  };
  return shapes;

  function simpleProject(row) {
    const groups = company.groupsOf(row.group);
    const group = groups.at(-1);
    return {
      id: row.id,
      description: row.description,
      name: row.name,
      name_with_namespace: [...groups.map(({ name }) => name), row.name].join(" / "),
      path: row.path,
      path_with_namespace: row.full_path,
      created_at: row.created_at,
      default_branch: row.default_branch,
      tag_list: row.topics,
      topics: row.topics,
      ssh_url_to_repo: `git@${new URL(web).host}:${row.full_path}.git`,
      http_url_to_repo: `${web}/${row.full_path}.git`,
      web_url: `${web}/${row.full_path}`,
      readme_url: row.files["README.md"] ? `${web}/${row.full_path}/-/blob/${row.default_branch}/README.md` : null,
      forks_count: 0,
      avatar_url: null,
      star_count: 0,
      last_activity_at: row.last_activity_at,
      visibility: row.visibility,
      namespace: {
        id: group?.id ?? 0,
        name: group?.name ?? row.group,
        path: group?.path ?? row.group,
        kind: "group",
        full_path: row.group,
        parent_id: groups.at(-2)?.id ?? null,
        avatar_url: null,
        web_url: `${web}/groups/${row.group}`,
      },
    };
  }

  function project(row, person) {
    const api = `${sim.api()}/projects/${row.id}`;
    const isOn = (level) => level !== "disabled";
    const access = company.accessOf(person, row);
    const held = access === 0 ? null : { access_level: access, notification_level: 3 };
    const { issues_access_level, merge_requests_access_level, forking_access_level } = row;
    const parent = row.forked_from && company.any(row.forked_from);
    return {
      ...simpleProject(row),
      container_registry_image_prefix: `registry.example/${row.full_path}`,
      _links: {
        self: api,
        issues: `${api}/issues`,
        merge_requests: `${api}/merge_requests`,
        repo_branches: `${api}/repository/branches`,
        labels: `${api}/labels`,
        events: `${api}/events`,
        members: `${api}/members`,
        cluster_agents: `${api}/cluster_agents`,
      },
      ...(parent ? { forked_from_project: simpleProject(parent) } : {}),
      packages_enabled: true,
      empty_repo: row.empty === true,
      archived: row.archived,
      marked_for_deletion_at: null,
      marked_for_deletion_on: null,
      resolve_outdated_diff_discussions: false,
      issues_enabled: isOn(issues_access_level),
      merge_requests_enabled: isOn(merge_requests_access_level),
      wiki_enabled: false,
      jobs_enabled: true,
      snippets_enabled: false,
      service_desk_enabled: false,
      service_desk_address: null,
      can_create_merge_request_in: isOn(merge_requests_access_level) && person !== undefined,
      issues_access_level,
      repository_access_level: "enabled",
      merge_requests_access_level,
      forking_access_level,
      wiki_access_level: "disabled",
      builds_access_level: "enabled",
      snippets_access_level: "disabled",
      security_and_compliance_access_level: "private",
      container_registry_access_level: "enabled",
      emails_disabled: false,
      emails_enabled: true,
      shared_runners_enabled: true,
      group_runners_enabled: true,
      lfs_enabled: true,
      creator_id: 1,
      import_url: null,
      import_type: null,
      import_status: "none",
      open_issues_count: isOn(issues_access_level) ? 0 : undefined,
      description_html: "",
      updated_at: row.updated_at,
      ci_default_git_depth: 20,
      ci_forward_deployment_enabled: true,
      ci_forward_deployment_rollback_allowed: true,
      ci_allow_fork_pipelines_to_run_in_parent_project: true,
      ci_separated_caches: true,
      ci_restrict_pipeline_cancellation_role: "developer",
      public_jobs: true,
      shared_with_groups: [],
      only_allow_merge_if_pipeline_succeeds: false,
      allow_merge_on_skipped_pipeline: null,
      request_access_enabled: row.request_access_enabled,
      only_allow_merge_if_all_discussions_are_resolved: false,
      remove_source_branch_after_merge: true,
      printing_merge_request_link_enabled: true,
      merge_method: "merge",
      squash_option: row.squash_option,
      enforce_auth_checks_on_uploads: true,
      suggestion_commit_message: null,
      merge_commit_template: null,
      squash_commit_template: null,
      issue_branch_template: null,
      autoclose_referenced_issues: true,
      auto_devops_enabled: false,
      auto_devops_deploy_strategy: "continuous",
      warn_about_potentially_unwanted_characters: true,
      ...(sim.settings.premium === true
        ? { external_authorization_classification_label: "", approvals_before_merge: 0, mirror: false, compliance_frameworks: [] }
        : {}),
      permissions: { project_access: row.members?.some(({ username }) => username === person?.username) ? held : null, group_access: held },
    };
  }
}
