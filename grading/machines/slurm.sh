#!/bin/sh
# Grades a class as a job array, over a folder that all nodes share: sbatch --array=1-8 slurm.sh /shared/CLASS
# A task that is killed and queued again goes on with what is not done. Afterwards, on any node:
#   sbatch --dependency=afterany:JOB --wrap 'checker grade show /shared/CLASS'
#SBATCH --cpus-per-task=2
#SBATCH --requeue
#SBATCH --open-mode=append
set -eu
exec "${CHECKER_GRADE:-checker-grade}" run "$@" --part auto
