# What a person types. The work is in scripts/; `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help run build assets test test-rust e2e bench dependencies audit clean

PROFILE ?= dev
PORT ?= 8080
export PROFILE PORT

help: ## Cette liste
	@grep -hE '^[a-z][a-z0-9-]*:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: ## Construit, remplit un pays de démonstration (une fois), sert http://127.0.0.1:8080 (PORT=8081 : un autre port)
	@bash scripts/run.sh

build: ## Le programme tel qu’on l’installe : target/release/pupitre
	@bash scripts/require.sh rust node
	@bash scripts/assets.sh
	cargo build --release --locked -p pupitre

assets: ## Feuilles de style, scripts et icônes publiés : assets/dist
	@bash scripts/require.sh node
	@bash scripts/assets.sh

test: ## Tout ce que la CI vérifie, sur SQLite et PostgreSQL ; installe ce qui manque quand il le peut
	@bash scripts/test.sh all

test-rust: ## Format, règles de code, tests unitaires, de propriétés et HTTP, sur les deux moteurs
	@bash scripts/test.sh rust

e2e: ## Parcours dans un vrai navigateur, sur les deux moteurs, axe sur chaque page
	@bash scripts/test.sh e2e

bench: ## Mesures : pages, listes, pays entier, sur les deux moteurs (BENCH_CASES=300000) ; réécrit docs/performance.md
	@bash bench/run.sh

dependencies: ## Licences et dépendances inutiles
	@node scripts/dependencies.mjs

audit: ## Failles connues (demande cargo-deny et le réseau)
	cargo deny check advisories

clean: ## Efface ce qui a été construit ; les données restent
	cargo clean
	rm -rf assets/dist e2e/test-results e2e/playwright-report
